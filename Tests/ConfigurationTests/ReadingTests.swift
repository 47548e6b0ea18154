import Testing

@testable import Configuration

/// YAML 1.2 to nodes with places.
@Suite struct ReadingTests {
  private func read(_ text: String) -> (root: Node?, complaints: [String]) {
    let report = Report()
    let root = NodeReader.root(of: SourceFile(path: "f.yaml", text: text), report: report)
    return (root, report.diagnostics.map { "\($0.line):\($0.column): \($0.message)" })
  }

  @Test(
    "what is wrong as YAML has its place",
    arguments: [
      ("a: [1, 2", "1:9: while parsing a flow sequence: did not find expected ',' or ']'"),
      ("a: 'x", "1:6: while scanning a quoted scalar: found unexpected end of stream"),
      ("a: 1\n\tb: 2", "2:1: while scanning a plain scalar: found a tab character that violates indentation"),
      ("a: &x 1\nb: *x", "1:4: anchors and aliases are not supported: write the value out"),
      ("a: *x", "1:4: found undefined alias; a text that begins with '*' stands in quotes"),
      ("a: 1\n---\nb: 2", "2:1: but found another document"),
      ("a: {{x}}", "1:5: a key is a text, not a mapping; a text that begins with '{' stands in quotes"),
      (
        "a: [*.gz]",
        "1:6: while scanning an alias: did not find expected alphabetic or numeric character; a text that begins with '*' stands in quotes"
      ),
      (
        "a: %{x}",
        "1:4: while scanning for the next token: found character that cannot start any token; a text that begins with '%', '@' or '`' stands in quotes"
      ),
      ("a: Failed: x", "1:10: mapping values are not allowed in this context; a text with ': ' in it stands in quotes"),
      ("? [a]\n: 1", "1:3: a key is a text, not a list"),
      ("a: !!int 3", "1:4: tags are not supported: what a value means is for its key to say"),
      ("a: !mine x", "1:4: tags are not supported: what a value means is for its key to say"),
    ]
  )
  func syntax(text: String, complaint: String) {
    #expect(read(text).complaints == [complaint])
  }

  @Test("keys given twice are each told, and the rest of the file is still read")
  func duplicateKeys() throws {
    let (root, complaints) = read(
      """
      a: 1
      'b': {x: 1, y: [x, {x: 2}], "x": 3, x: 4}
      b:
        c: 1
        d: 2
        c: 3
      a: 4
      e: 5
      """
    )
    #expect(
      complaints == [
        "2:29: key 'x' is given twice; it is first at line 2",
        "2:37: key 'x' is given twice; it is first at line 2",
        "3:1: key 'b' is given twice; it is first at line 2",
        "6:3: key 'c' is given twice; it is first at line 4",
        "7:1: key 'a' is given twice; it is first at line 1",
      ]
    )
    guard case .mapping(let entries) = try #require(root).content else { throw NotAMapping() }
    #expect(entries.map(\.key) == ["a", "b", "e"])
  }

  struct NotAMapping: Error {}

  @Test("nesting has a limit, with its place, whatever the depth", arguments: [40, 5000])
  func nesting(depth: Int) {
    let complaints = read(String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).complaints
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix("1:") ?? false)
  }

  @Test("the number of values in a file has a limit, with its place")
  func nodes() {
    let report = Report()
    let file = SourceFile(path: "f.yaml", text: "[1, 2, 3, 4, 5, 6]")
    _ = NodeReader.root(of: file, report: report, nodeLimit: 7)
    #expect(report.diagnostics.isEmpty)
    _ = NodeReader.root(of: file, report: report, nodeLimit: 4)
    #expect(
      report.diagnostics.map { "\($0.line):\($0.column): \($0.message)" } == ["1:11: more than 4 values in one file"]
    )
  }

  @Test("nine aliases of nine aliases are refused at the first anchor, not multiplied")
  func aliasBomb() {
    let lines = (1...9).map { level in
      "l\(level): &l\(level) [" + Array(repeating: "*l\(level - 1)", count: 9).joined(separator: ", ") + "]"
    }
    let complaints = read("l0: &l0 x\n" + lines.joined(separator: "\n")).complaints
    #expect(complaints.first == "1:5: anchors and aliases are not supported: write the value out")
    #expect(complaints.count == 10)
  }

  @Test("lines end at LF or CR LF, and columns count characters")
  func lineEnds() {
    let (root, complaints) = read("a: 1\r\nb: {ü: 2, x: 3}\r\n")
    #expect(complaints.isEmpty)
    guard case .mapping(let entries) = root?.content, case .mapping(let inner) = entries.last?.value.content else {
      Issue.record("no mapping")
      return
    }
    #expect(inner[1].place.column == 11)
    #expect(inner[1].place.file.lines == ["a: 1", "b: {ü: 2, x: 3}", ""])
  }

  @Test(
    "a character of a text has its place in the file, however the text is quoted",
    arguments: [
      ("k: abcd", 2, "1:6"), ("k: 'a''cd'", 2, "1:8"), (#"k: "a\tcd""#, 2, "1:8"), (#"k: "\u00e4bc""#, 1, "1:11"),
      ("k: |\n  ab\n  cdef", 5, "3:5"), ("k: >\n  ab\n  cd", 3, "1:4"), ("k: ab\n  cd", 3, "1:4"),
    ]
  )
  func places(text: String, offset: Int, place: String) {
    guard case .mapping(let entries) = read(text).root?.content else {
      Issue.record("no mapping")
      return
    }
    let found = entries[0].value.place(ofCharacter: offset)
    #expect("\(found.line):\(found.column)" == place)
  }

  @Test("a file that is not UTF-8 is refused at the byte")
  func invalidText() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", bytes: Array("hooks: {}\nx: ".utf8) + [0xFF])
    #expect(folder.complaints(folder.load()) == ["fleepd.yaml:2:4: error: not UTF-8"])
  }

  @Test("an empty main file is an error; an empty rule file is none")
  func empty() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "# nothing\n")
    #expect(folder.complaints(folder.load()) == ["fleepd.yaml: error: the file holds nothing"])
    #expect(try complaints(aboutRules: "# nothing\n").isEmpty)
  }
}
