/// A kind of line, its variable places written as `%field%` or, where a pattern captures them, as `%field:name%`.
struct Template {
  enum Part {
    case text([UInt8])
    case field(Field, name: String?)
  }

  private let parts: [Part]
  private let isCaseless: Bool
  private let isAnchored: Bool

  /// Reads a template; `^` at the start anchors its pattern, and `(?i)` makes it match in either case.
  init(_ source: String) {
    var rest = Substring(source)
    isAnchored = rest.hasPrefix("^")
    if isAnchored { rest = rest.dropFirst() }
    isCaseless = rest.hasPrefix("(?i)")
    if isCaseless { rest = rest.dropFirst(4) }
    parts = rest.split(separator: "%", omittingEmptySubsequences: false).enumerated().map { index, piece in
      if index.isMultiple(of: 2) { return .text(Array(piece.utf8)) }
      let inside = piece.split(separator: ":")
      guard let field = inside.first.flatMap({ Field(rawValue: String($0)) }) else {
        preconditionFailure("a template names a field that there is not: \(source)")
      }
      return .field(field, name: inside.count > 1 ? String(inside[1]) : nil)
    }
  }

  /// The pattern for such lines, in the syntax that PCRE2, Perl and Rust's regex share.
  ///
  /// Captures can be without names: ripgrep joins all patterns to one, in which a name may stand once.
  func pattern(isNamed: Bool) -> String {
    let body = parts.map { part in
      switch part {
      case .text(let bytes): Template.escaped(String(decoding: bytes, as: UTF8.self))
      case .field(let field, nil): field.pattern
      case .field(let field, let name?): isNamed ? "(?P<\(name)>\(field.pattern))" : "(\(field.pattern))"
      }
    }
    return (isCaseless ? "(?i)" : "") + (isAnchored ? "^" : "") + body.joined()
  }

  /// The names of what the pattern captures.
  var captures: [String] {
    parts.compactMap { part in
      guard case .field(_, let name) = part else { return nil }
      return name
    }
  }

  /// Adds a line of this kind, without its line feed.
  func append(to line: inout [UInt8], with generator: inout SeededGenerator) {
    for part in parts {
      switch part {
      case .text(let bytes): line += bytes
      case .field(let field, _): field.append(to: &line, with: &generator)
      }
    }
  }

  private static func escaped(_ text: String) -> String {
    text.map { #".[]()*+?{}|^$\"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
  }
}
