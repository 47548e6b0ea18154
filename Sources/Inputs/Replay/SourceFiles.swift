package import Model

/// Which files belong to which source, by the sources' patterns.
package struct SourceFiles {
  private struct Source {
    let definition: SourceDefinition
    let patterns: [GlobPattern]
  }

  private let sources: [Source]

  package init(_ definitions: [SourceDefinition]) {
    sources = definitions.compactMap { definition in
      guard case .files(let files) = definition.input else { return nil }
      return Source(definition: definition, patterns: files.patterns.map(GlobPattern.init))
    }
  }

  /// The files that are there now, by source and path; no path twice.
  package var existing: [(path: String, source: SourceDefinition)] {
    sources.flatMap { source in
      Set(source.patterns.flatMap { GlobWalk($0).found.filter(\.status.isRegularFile).map(\.path) }).sorted()
        .map { ($0, source.definition) }
    }
  }

  /// The first source one of whose patterns matches an absolute path, or would without what rotation and compression add to it:
  /// `app.log.2.gz` is a file of the source of `app.log`.
  package func source(of path: String) -> SourceDefinition? {
    var candidate = Substring(path)
    while true {
      if let source = sources.first(where: { $0.patterns.contains { $0.matches(String(candidate)) } }) {
        return source.definition
      }
      guard let dot = candidate.lastIndex(where: { $0 == "." || $0 == "-" || $0 == "/" }), candidate[dot] != "/" else {
        return nil
      }
      candidate = candidate[..<dot]
    }
  }
}
