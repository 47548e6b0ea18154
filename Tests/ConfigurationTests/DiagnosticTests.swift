import Testing

@testable import Configuration

@Suite struct DiagnosticTests {
  @Test("a diagnostic looks as a compiler's does: place, sentence, line, caret")
  func rendering() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile)
    try folder.write("rules.yaml", "sources:\n  a: {files: [/var/log/ä.log], redfrom: end}\n")
    let rendered = folder.load().diagnostics.map { $0.rendered().replacing("\(folder.path)/", with: "") }
    #expect(
      rendered.contains(
        """
        rules.yaml:2:32: error: unknown key 'redfrom'; did you mean 'read_from'?
          a: {files: [/var/log/ä.log], redfrom: end}
                                       ^
        """
      ),
      "\(rendered)"
    )
  }

  @Test("the caret stands below its character after tabs and wide letters")
  func caret() {
    let diagnostic = Diagnostic(severity: .error, file: "f", line: 1, column: 4, message: "m", source: "\té\tx")
    #expect(diagnostic.rendered() == "f:1:4: error: m\n\té\tx\n\t \t^")
  }

  @Test("what is wrong with a whole file has no line")
  func wholeFile() {
    let result = ConfigurationLoader.load(path: "/nonexistent/fleepd.yaml", environment: [:], hostName: "h")
    #expect(result.configuration == nil)
    #expect(
      result.diagnostics.map { $0.rendered() }
        == ["/nonexistent/fleepd.yaml: error: cannot be read: No such file or directory"]
    )
  }

  @Test("paths of rule files are shown as the main file's is: from the working directory, or absolute")
  func paths() {
    var reader = FileReader(loading: Loading(), mainFile: "fleepd.yaml")
    reader.workingDirectory = "/home/me/fleepd"
    #expect(reader.shown("/home/me/fleepd/rules/sshd.yaml") == "rules/sshd.yaml")
    #expect(reader.shown("/home/me/fleepd-rules/sshd.yaml") == "/home/me/fleepd-rules/sshd.yaml")
    #expect(reader.shown("/etc/fleepd/rules/sshd.yaml") == "/etc/fleepd/rules/sshd.yaml")
    let absolute = FileReader(loading: Loading(), mainFile: "/etc/fleepd/fleepd.yaml")
    #expect(absolute.shown("\(FileContents.workingDirectory)/a.yaml") == "\(FileContents.workingDirectory)/a.yaml")
  }

  @Test("all errors of all files are told in one run, sorted by file and line")
  func allAtOnce() throws {
    let folder = try Folder()
    try folder.write(
      "fleepd.yaml",
      """
      hooks:
        ops: {url_file: ops-hook, rate_limit: {every: soon}}
      rule_files: [b.yaml, a.yaml, none.yaml]
      evaluation_interval: 15
      """
    )
    try folder.write("b.yaml", "sources:\n  s: {stdin: yes}\nsauces: []\n")
    try folder.write("a.yaml", "alerts: [{alert: A, source: missing, match: x}]\nmetrics: [\n")
    #expect(
      folder.complaints(folder.load()) == [
        "a.yaml:2:11: error: while parsing a flow node: did not find expected node content",
        "b.yaml:2:14: error: 'yes' is not 'true'",
        "b.yaml:3:1: error: unknown key 'sauces'; did you mean 'sources'?",
        "fleepd.yaml:2:19: error: 'ops-hook' cannot be read: No such file or directory",
        "fleepd.yaml:2:49: error: 'soon' is not a duration (such as '10s', '5m' or '1h30m')",
        "fleepd.yaml:3:30: error: there is no file 'none.yaml'",
        "fleepd.yaml:4:22: error: '15' is not a duration (such as '10s', '5m' or '1h30m')",
      ]
    )
  }

  @Test("diagnostics are JSON for programs")
  func json() throws {
    let diagnostic = Diagnostic(severity: .warning, file: "a.yaml", line: 3, column: 5, message: "m", source: "text")
    let value = try JSONDecoding.object(diagnostic)
    #expect(value["severity"] as? String == "warning")
    #expect(value["line"] as? Int == 3)
    #expect(value["column"] as? Int == 5)
    #expect(value["file"] as? String == "a.yaml")
    #expect(value["message"] as? String == "m")
  }

  @Test(
    "a misspelled word finds what was meant, and a strange one finds nothing",
    arguments: [
      ("treshold", "threshold"), ("thershold", "threshold"), ("Labels", "labels"), ("group-by", "group_by"),
      ("fro", "for"),
      ("zzz", nil), ("", nil),
    ] as [(String, String?)]
  )
  func suggestions(word: String, meant: String?) {
    #expect(Suggestion.nearest(to: word, among: ["threshold", "labels", "group_by", "for", "match"]) == meant)
  }

  @Test("letters added, dropped, changed and swapped count one each")
  func distance() {
    #expect(Suggestion.distance("abc", "abc") == 0)
    #expect(Suggestion.distance("abc", "abxc") == 1)
    #expect(Suggestion.distance("abc", "ac") == 1)
    #expect(Suggestion.distance("abc", "acb") == 1)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("kitten", "sitting") == 3)
  }
}
