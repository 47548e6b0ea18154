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
  static func source(_ source: SourceDefinition, for line: String, rules: RuleSet) throws(PatternError)
    -> SourceDefinition
  {
    guard source.time == nil else { return source }
    for format in formats {
      var candidate = source
      candidate.time = format
      let recognizer = Recognizer(try SourceRules(source: candidate, rules: rules))
      // A time of arrival that no log line has shows whether the line's own was read.
      if recognizer.explain(line, arrival: .epoch).time != .epoch { return candidate }
    }
    return source
  }
}
