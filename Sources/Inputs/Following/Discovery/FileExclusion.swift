/// The files that a source leaves out: a pattern without a slash is about the name alone.
struct FileExclusion {
  private let names: [String]
  private let paths: [GlobPattern]

  init(_ patterns: [String]) {
    names = patterns.filter { !$0.contains("/") }.flatMap { GlobPattern.braceAlternatives(of: Substring($0)) }
    paths = patterns.filter { $0.contains("/") }.map(GlobPattern.init)
  }

  func contains(_ path: String) -> Bool {
    if names.isEmpty { return paths.contains { $0.matches(path) } }
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return names.contains { GlobPattern.matches(name, wildcard: $0) } || paths.contains { $0.matches(path) }
  }
}
