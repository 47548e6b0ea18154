package import Model

/// Which files belong to which source, by the sources' patterns.
package struct SourceFiles {
  private struct Source {
    let definition: SourceDefinition
    let patterns: [GlobPattern]
    /// The patterns as paths are compared with them.
    let plainPatterns: [GlobPattern]

    init(_ definition: SourceDefinition, _ texts: [String]) {
      self.definition = definition
      patterns = texts.map(GlobPattern.init)
      plainPatterns = texts.map { GlobPattern($0.withoutParentSteps) }
    }
  }

  private let sources: [Source]

  package init(_ definitions: [SourceDefinition]) {
    sources = definitions.compactMap { definition in
      guard case .files(let files) = definition.input else { return nil }
      return Source(definition, files.patterns)
    }
  }

  /// The files that are there now, by source and path; no path twice.
  package var existing: [(path: String, source: SourceDefinition)] {
    sources.flatMap { source in
      Set(source.patterns.flatMap(Self.files)).sorted().map { ($0, source.definition) }
    }
  }

  /// The files that an absolute path stands for, in which there may be `*` and its like, in order; none where nothing is there.
  package static func files(of path: String) -> [String] { files(GlobPattern(path)) }

  private static func files(_ pattern: GlobPattern) -> [String] {
    GlobWalk(pattern).found.filter(\.status.isRegularFile).map(\.path)
  }

  /// The first source one of whose patterns matches an absolute path, or would without what rotation and compression add to it:
  /// `app.log.2.gz` is a file of the source of `app.log`.
  package func source(of path: String) -> SourceDefinition? {
    var candidate = path.withoutParentSteps[...]
    while true {
      if let source = sources.first(where: { $0.plainPatterns.contains { $0.matches(String(candidate)) } }) {
        return source.definition
      }
      guard let dot = candidate.lastIndex(where: { $0 == "." || $0 == "-" || $0 == "/" }), candidate[dot] != "/" else {
        return nil
      }
      candidate = candidate[..<dot]
    }
  }
}

extension String {
  /// The absolute path without steps up: `/etc/fleepd/rules/../logs` is `/etc/fleepd/logs`, as people read it.
  fileprivate var withoutParentSteps: String {
    var names: [Substring] = []
    for name in split(separator: "/") where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return "/" + names.joined(separator: "/")
  }
}
