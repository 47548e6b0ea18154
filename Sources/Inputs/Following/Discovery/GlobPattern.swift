internal import Glibc

/// An absolute file pattern: `*`, `?` and `[a-z]` within a name, `**` for any number of folders, `{a,b}` for either.
///
/// Names that begin with a dot are matched only by a pattern whose own name does, as in a shell.
struct GlobPattern: Hashable {
  enum Component: Hashable {
    case literal(String)
    case wildcard(String)
    case anyDepth
  }

  /// The alternatives that `{…}` stands for; each is a path from the root.
  let alternatives: [[Component]]

  init(_ text: String) {
    alternatives = GlobPattern.braceAlternatives(of: Substring(text)).map { alternative in
      alternative.split(separator: "/").filter { $0 != "." }.map { GlobPattern.component(String($0)) }
    }
  }

  /// Whether an absolute path is one of those that the pattern stands for.
  func matches(_ path: String) -> Bool {
    let names = path.split(separator: "/").map(String.init)
    return alternatives.contains { GlobPattern.match($0[...], names[...]) }
  }

  /// Whether a single name matches a single component.
  static func matches(_ name: String, wildcard: String) -> Bool {
    fnmatch(wildcard, name, FNM_PERIOD) == 0
  }

  private static func component(_ text: String) -> Component {
    if text == "**" { return .anyDepth }
    return text.contains { "*?[\\".contains($0) } ? .wildcard(text) : .literal(text)
  }

  private static func match(_ components: ArraySlice<Component>, _ names: ArraySlice<String>) -> Bool {
    guard let first = components.first else { return names.isEmpty }
    switch first {
    case .anyDepth:
      return match(components.dropFirst(), names)
        || (names.first.map { !$0.hasPrefix(".") } ?? false) && match(components, names.dropFirst())
    case .literal(let text):
      return names.first == text && match(components.dropFirst(), names.dropFirst())
    case .wildcard(let text):
      guard let name = names.first, matches(name, wildcard: text) else { return false }
      return match(components.dropFirst(), names.dropFirst())
    }
  }

  /// Every text that `{a,b}` groups, which may be nested, give.
  ///
  /// A group without a comma, or without its end, is text.
  static func braceAlternatives(of text: Substring) -> [String] {
    guard let open = text.firstIndex(of: "{"), let group = group(in: text, at: open), group.options.count > 1 else {
      guard let open = text.firstIndex(of: "{") else { return [String(text)] }
      let after = text.index(after: open)
      return braceAlternatives(of: text[after...]).map { text[..<after] + $0 }
    }
    let rests = braceAlternatives(of: text[group.end...])
    return group.options.flatMap { option in
      braceAlternatives(of: option).flatMap { middle in rests.map { text[..<open] + middle + $0 } }
    }
  }

  /// The options of the group that opens at `open`, and the place after its end.
  private static func group(in text: Substring, at open: String.Index) -> (options: [Substring], end: String.Index)? {
    var depth = 0
    var options: [Substring] = []
    var start = text.index(after: open)
    for place in text.indices[open...] {
      switch text[place] {
      case "{": depth += 1
      case ",":
        if depth == 1 {
          options.append(text[start..<place])
          start = text.index(after: place)
        }
      case "}":
        depth -= 1
        if depth == 0 { return (options + [text[start..<place]], text.index(after: place)) }
      default: break
      }
    }
    return nil
  }
}
