import Inputs
import Model
import Patterns

/// How the lines of a log say their time, found out where the source does not say it: a replay takes its virtual time from them.
struct TimeGuess {
  /// The source, with a time that a line has where one has one of the usual ones.
  let source: SourceDefinition
  /// The first time that a line tells; nil where none does.
  let begin: Instant?

  /// The usual forms, the most telling first.
  private static let formats =
    [
      EventTime(format: "%Y-%m-%dT%H:%M:%S.%f%z"),
      EventTime(format: "%Y-%m-%dT%H:%M:%S%z"),
      EventTime(format: "%Y-%m-%dT%H:%M:%S.%f"),
      EventTime(format: "%Y-%m-%dT%H:%M:%S"),
      EventTime(format: "%Y-%m-%d %H:%M:%S.%f"),
      EventTime(format: "%Y-%m-%d %H:%M:%S,%f"),
      EventTime(format: "%Y-%m-%d %H:%M:%S"),
      EventTime(format: "%Y/%m/%d %H:%M:%S"),
      EventTime(format: "%b %d %H:%M:%S"),
      EventTime(field: "timestamp", format: "%d/%b/%Y:%H:%M:%S %z"),
    ]
    + ["time", "timestamp", "@timestamp"].flatMap { field in
      ["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"].map { EventTime(field: field, format: $0) }
    }

  /// Looks at the first lines of a file: the very first may be the rest of a stack trace.
  init(_ source: SourceDefinition, for lines: [String], modified: Instant) throws(PatternError) {
    let times = source.time.map { [$0] } ?? TimeGuess.formats
    for time in times {
      var candidate = source
      candidate.time = time
      if let begin = try TimeGuess.begin(of: lines, in: candidate, modified: modified) {
        (self.source, self.begin) = (candidate, begin)
        return
      }
    }
    (self.source, begin) = (source, nil)
  }

  private static func begin(
    of lines: [String],
    in source: SourceDefinition,
    modified: Instant
  ) throws(PatternError) -> Instant? {
    let rules = try SourceRules(source: source, rules: RuleSet(route: RouteDefinition(hook: "none")))
    let recognizer = Recognizer(rules)
    // A time of arrival that no log line has shows whether a line's own was read.
    let timed = lines.first { recognizer.explain($0, arrival: .epoch).time != .epoch }
    return timed.map { recognizer.explain($0, arrival: modified).time }
  }
}
