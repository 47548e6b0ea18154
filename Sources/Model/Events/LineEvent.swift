/// A line, or several joined, that at least one rule sees.
///
/// Lines that no rule sees never become one.
package struct LineEvent: Sendable, Equatable, Codable {
  package var source: SourceName
  /// The path of the file, the journal unit, or nothing.
  package var origin: String
  /// Event time: read from the line where the source says how, else the time of arrival.
  package var time: Instant
  /// The text, invalid UTF-8 shown as U+FFFD.
  package var text: String
  /// In the order of the rules.
  package var hits: [Hit]

  package init(source: SourceName, origin: String, time: Instant, text: String, hits: [Hit]) {
    self.source = source
    self.origin = origin
    self.time = time
    self.text = text
    self.hits = hits
  }

  /// One rule that sees the line, after `unless` and `where`.
  package struct Hit: Sendable, Equatable, Codable {
    package var target: Target
    /// Captures and the source's parsed fields by name.
    package var fields: [String: String]

    package init(target: Target, fields: [String: String]) {
      self.target = target
      self.fields = fields
    }
  }

  /// What a hit is for.
  package enum Target: Hashable, Sendable, Codable {
    case alert(RuleName)
    /// The line that ends an alert.
    case resolve(RuleName)
    /// The awaited line of `without`.
    case arrival(RuleName)
    case metric(MetricName)
    case section(SummaryName, index: Int)
  }
}
