import Inputs
import Model
import Patterns

/// Finds out how the lines of a log say their time, where the source does not: a replay takes its virtual time from them.
enum TimeGuess {
  /// The usual forms, the most telling first.
  private static let formats = [
    EventTime(format: "%Y-%m-%dT%H:%M:%S.%f%z"),
    EventTime(format: "%Y-%m-%dT%H:%M:%S%z"),
    EventTime(format: "%Y-%m-%d %H:%M:%S.%f"),
    EventTime(format: "%Y-%m-%d %H:%M:%S,%f"),
    EventTime(format: "%Y-%m-%d %H:%M:%S"),
    EventTime(format: "%Y/%m/%d %H:%M:%S"),
    EventTime(format: "%b %d %H:%M:%S"),
    EventTime(field: "timestamp", format: "%d/%b/%Y:%H:%M:%S %z"),
  ]

  /// The source with a time that the line has; as it is where the line has none of the usual ones.
  static func source(_ source: SourceDefinition, for line: String) throws(PatternError) -> SourceDefinition {
    guard source.time == nil else { return source }
    for format in formats {
      var candidate = source
      candidate.time = format
      // A time of arrival that no log line has shows whether the line's own was read.
      if try time(of: line, in: candidate, arrival: .epoch) != .epoch { return candidate }
    }
    return source
  }

  /// The time of a line of a source.
  static func time(of line: String, in source: SourceDefinition, arrival: Instant) throws(PatternError) -> Instant {
    let rules = try SourceRules(source: source, rules: RuleSet(route: RouteDefinition(hook: "none")))
    return Recognizer(rules).explain(line, arrival: arrival).time
  }
}
