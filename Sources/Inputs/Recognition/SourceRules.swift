package import Model
package import Patterns

/// What the rules ask of one source's lines, compiled.
///
/// It is shared; each thread has a ``Recognizer`` of its own.
package struct SourceRules: Sendable {
  package let source: SourceDefinition
  /// In the order of the rules: alerts, metrics, sections of summaries.
  let rules: [LineRule]
  let set: PatternSet
  /// The rules that each pattern of the set belongs to.
  let rulesOfPattern: [[Int]]
  /// Whether some rule has no pattern: then every line has to be parsed.
  let seesEveryLine: Bool
  let parser: FieldParser?
  let clock: EventClock?

  /// Compiles every pattern that is about `source`.
  package init(source: SourceDefinition, rules: RuleSet) throws(PatternError) {
    self.source = source
    parser = try source.parse.map { parse throws(PatternError) in try FieldParser(parse) }
    if let name = source.encoding, TextDecoder(name) == nil {
      throw PatternError(kind: .syntax, message: "the encoding '\(name)' is not known", offset: 0)
    }
    if let multiline = source.multiline { _ = try EventJoiner(multiline) }
    clock = try source.time.map { time throws(PatternError) in try EventClock(time) }
    var compiler = RuleCompiler()
    try compiler.add(rules.alerts, about: source.name)
    try compiler.add(rules.metrics, about: source.name)
    try compiler.add(rules.summaries, about: source.name)
    self.rules = compiler.rules
    seesEveryLine = compiler.rules.contains { $0.patterns.isEmpty }
    set = PatternSet(compiler.patterns)
    var rulesOfPattern = [[Int]](repeating: [], count: compiler.patterns.count)
    for (index, rule) in compiler.rules.enumerated() {
      for pattern in rule.patterns { rulesOfPattern[pattern].append(index) }
    }
    self.rulesOfPattern = rulesOfPattern
  }
}

/// One thing that a rule wants to know of a line.
struct LineRule: Sendable {
  let target: LineEvent.Target
  /// Any of them, by their indices in the set; none: every line.
  var patterns: [Int] = []
  var unless: [Pattern] = []
  var condition: FieldCondition?
}
