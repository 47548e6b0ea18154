internal import Model
internal import Patterns

/// Gathers the patterns of one source, each text once.
struct RuleCompiler {
  private(set) var rules: [LineRule] = []
  private(set) var patterns: [Pattern] = []
  private var indices: [String: Int] = [:]

  mutating func add(_ alerts: [AlertDefinition], about source: SourceName) throws(PatternError) {
    for alert in alerts {
      guard case .lines(let lines) = alert.condition, lines.source == source else { continue }
      let captures = CapturePatterns(of: lines.match)
      var unless: [Pattern] = []
      for text in lines.unless { unless.append(try Pattern(text)) }
      try add(.alert(alert.rule), match: lines.match, unless: unless, condition: lines.condition)
      if !lines.resolve.isEmpty {
        try add(
          .resolve(alert.rule),
          match: try lines.resolve.map { text throws(PatternError) in try captures.filled(text) }
        )
      }
      if let expectation = lines.expectation {
        try add(.arrival(alert.rule), match: [try captures.filled(expectation.without)])
      }
    }
  }

  mutating func add(_ metrics: [MetricDefinition], about source: SourceName) throws(PatternError) {
    for metric in metrics {
      guard case .lines(let lines) = metric.origin, lines.source == source else { continue }
      try add(.metric(metric.name), match: lines.match, condition: lines.condition)
    }
  }

  mutating func add(_ summaries: [SummaryDefinition], about source: SourceName) throws(PatternError) {
    for summary in summaries {
      for (index, section) in summary.sections.enumerated() {
        guard case .top(let top) = section, top.source == source else { continue }
        try add(.section(summary.name, index: index), match: top.match)
      }
    }
  }

  private mutating func add(
    _ target: LineEvent.Target,
    match: [String],
    unless: [Pattern] = [],
    condition: FieldCondition? = nil
  ) throws(PatternError) {
    var rule = LineRule(target: target, unless: unless, condition: condition)
    for text in match { rule.patterns.append(try index(of: text)) }
    rules.append(rule)
  }

  private mutating func index(of text: String) throws(PatternError) -> Int {
    if let index = indices[text] { return index }
    patterns.append(try Pattern(text))
    indices[text] = patterns.count - 1
    return patterns.count - 1
  }
}
