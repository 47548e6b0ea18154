package import Inputs
package import Model

/// Recorded files, each as the lines of a source whose rules are compiled once.
package struct ReplayLogs {
  /// The files so far.
  package private(set) var logs: [RecordedLog] = []
  private let rules: RuleSet
  private var compiled: [(source: SourceDefinition, rules: SourceRules)] = []

  package init(rules: RuleSet) {
    self.rules = rules
  }

  /// The sources whose files are among them.
  package var sources: Set<SourceName> { Set(logs.map(\.rules.source.name)) }

  /// How much lies on the disk.
  package var size: Int { logs.reduce(0) { $0 + $1.file.size } }

  /// Adds a file as lines of a source; where that does not say how its lines tell their time, the first lines show it.
  ///
  /// False where none of them tells a time: then all count as of the file's last change.
  package mutating func add(_ file: RecordedFile, as source: SourceDefinition) throws -> Bool {
    let lines = try file.firstLines()
    let guess = try TimeGuess(source, for: lines, modified: file.modified)
    let begin = guess.begin ?? file.modified
    logs.append(RecordedLog(file: file, rules: try rules(of: guess.source), begin: begin))
    return guess.begin != nil || lines.isEmpty
  }

  private mutating func rules(of source: SourceDefinition) throws -> SourceRules {
    if let known = compiled.first(where: { $0.source == source }) { return known.rules }
    let rules = try SourceRules(source: source, rules: rules)
    compiled.append((source, rules))
    return rules
  }
}
