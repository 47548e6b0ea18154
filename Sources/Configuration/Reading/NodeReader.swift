import Yams

/// Turns the text of a file into nodes, within limits; what is wrong with it as YAML becomes diagnostics.
///
/// Anchors and aliases are refused: an alias would point at the place of its anchor, and nine of them can stand for a
/// billion nodes.
struct NodeReader {
  static let depthLimit = 32
  /// What Yams gives to nodes without a tag of their own.
  private static let plainTags: Set<String> = [
    "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
  ]

  private let file: SourceFile
  private let report: Report
  private let nodeLimit: Int
  private var count = 0

  /// The document's root; nil where the file cannot be read as YAML, or holds nothing.
  static func root(of file: SourceFile, report: Report, nodeLimit: Int = 500_000) -> Node? {
    var keys = DuplicateKeys(text: file.text)
    while true {
      do {
        let parser = try Parser(yaml: keys.text, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return nil }
        var reader = NodeReader(file: file, report: report, nodeLimit: nodeLimit)
        // The parser holds the anchors, which its nodes only know weakly.
        return withExtendedLifetime(parser) { reader.node(root, depth: 0) }
      } catch YamlError.duplicatedKeysInMapping(let names, let context) {
        let first = Place(file: file, line: context.mark.line, column: context.mark.column)
        guard let name = names.first, let second = keys.setAside(name, after: context.mark.line, context.mark.column)
        else {
          report.error("key '\(names.first ?? "")' is given twice", at: first)
          return nil
        }
        let place = Place(file: file, line: second.line, column: second.column)
        report.error("key '\(name)' is given twice; it is first at line \(first.line)", at: place)
      } catch {
        report.error(sentence(for: error), at: place(of: error, in: file))
        return nil
      }
    }
  }

  private init(file: SourceFile, report: Report, nodeLimit: Int) {
    self.file = file
    self.report = report
    self.nodeLimit = nodeLimit
  }

  /// Nil where a limit is exceeded or something is refused: then it has been told, and its parts are not looked at.
  private mutating func node(_ node: Yams.Node, depth: Int) -> Node? {
    let place = node.mark.map { Place(file: file, line: $0.line, column: $0.column) } ?? file.asWhole
    count += 1
    guard count <= nodeLimit else {
      if count == nodeLimit + 1 {
        report.error("more than \(nodeLimit) values in one file", at: place)
      }
      return nil
    }
    guard depth < NodeReader.depthLimit else {
      report.error("nested more than \(NodeReader.depthLimit) deep", at: place)
      return nil
    }
    guard node.anchor == nil else {
      report.error("anchors and aliases are not supported: write the value out", at: place)
      return nil
    }
    guard NodeReader.plainTags.contains(node.tag.rawValue) else {
      report.error("tags are not supported: what a value means is for its key to say", at: place)
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return Node(content: .scalar(scalar.string, Node.Style(scalar.style)), place: place)
    case .sequence(let sequence):
      return Node(content: .list(sequence.compactMap { self.node($0, depth: depth + 1) }), place: place)
    case .mapping(let mapping):
      return Node(content: .mapping(mapping.compactMap { entry($0, depth: depth + 1) }), place: place)
    case .alias:
      // Yams gives these only where it is asked to, and it is not.
      return nil
    }
  }

  private mutating func entry(_ pair: (key: Yams.Node, value: Yams.Node), depth: Int) -> Node.Entry? {
    guard let key = node(pair.key, depth: depth) else { return nil }
    guard case .scalar(let name, _) = key.content else {
      let hint = if case .mapping = key.content { "; a text that begins with '{' stands in quotes" } else { "" }
      report.error("a key is a text, not \(key.description)\(hint)", at: key.place)
      return nil
    }
    guard let value = node(pair.value, depth: depth), !DuplicateKeys.isSetAside(name) else { return nil }
    return Node.Entry(key: name, place: key.place, value: value)
  }

  private static func sentence(for error: any Error) -> String {
    let sentence = parserSentence(for: error)
    return sentence + (hints.first { sentence.contains($0.problem) }?.hint ?? "")
  }

  /// What people mostly meant where libyaml only sees that its grammar ends.
  private static let hints = [
    (problem: "scanning an alias", hint: "; a text that begins with '*' stands in quotes"),
    (problem: "undefined alias", hint: "; a text that begins with '*' stands in quotes"),
    (problem: "cannot start any token", hint: "; a text that begins with '%', '@' or '`' stands in quotes"),
    (problem: "mapping values are not allowed", hint: "; a text with ': ' in it stands in quotes"),
  ]

  private static func parserSentence(for error: any Error) -> String {
    switch error {
    case YamlError.scanner(let context, let problem, _, _), YamlError.parser(let context, let problem, _, _):
      ([context?.text].compactMap(\.self) + [problem]).joined(separator: ": ")
    case YamlError.composer(_, let problem, _, _): problem
    case YamlError.reader(let problem, _, _, _): problem
    default: "cannot be read as YAML"
    }
  }

  private static func place(of error: any Error, in file: SourceFile) -> Place {
    switch error {
    case YamlError.scanner(_, _, let mark, _), YamlError.parser(_, _, let mark, _),
      YamlError.composer(_, _, let mark, _):
      // A fault at the end of the file is shown on the last line that holds something.
      let line = min(mark.line, file.lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 1)
      return Place(file: file, line: line, column: line == mark.line ? mark.column : file.lines[line - 1].count + 1)
    case YamlError.reader(_, let offset?, _, _):
      let before = file.text.prefix(offset)
      let line = before.count { $0 == "\n" } + 1
      return Place(file: file, line: line, column: before.reversed().prefix { $0 != "\n" }.count + 1)
    default:
      return file.asWhole
    }
  }
}

extension Node.Style {
  fileprivate init(_ style: Yams.Node.Scalar.Style) {
    switch style {
    case .any, .plain: self = .plain
    case .singleQuoted: self = .singleQuoted
    case .doubleQuoted: self = .doubleQuoted
    case .literal: self = .literal
    case .folded: self = .folded
    }
  }
}
