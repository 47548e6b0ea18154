package import Model
package import Patterns

/// A way to read numbers from what a command prints.
package protocol OutputFormat: Sendable {
  /// Bytes of output that are kept for it.
  var outputLimit: Int { get }

  /// Whether the format can do with the beginning of an output that was cut.
  var readsBeginnings: Bool { get }

  /// Whether a command that ends with this status has answered, and not failed.
  func isAnswer(status: Int) -> Bool

  /// The numbers in an output.
  func samples(in output: [UInt8], status: Int, of metric: MetricName, at time: Instant) throws(Unparsable) -> [Sample]
}

extension OutputFormat {
  package var outputLimit: Int { 64 << 10 }
  package var readsBeginnings: Bool { false }
  package func isAnswer(status: Int) -> Bool { status == 0 }
}

/// Why an output cannot be read.
package struct Unparsable: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A reason and the beginning of the text that it is about.
  init(_ reason: String, _ text: some StringProtocol) {
    let line = String(text.drop { $0.isWhitespace }.prefix { !$0.isNewline })
    description = "\(reason): '\(line.count > 80 ? line.prefix(80) + "…" : line[...])'"
  }
}

extension CommandMetric {
  /// The format that the metric's output is read with; fails where a pattern is wrong.
  package func format() throws(PatternError) -> any OutputFormat {
    switch parse {
    case .number: NumberFormat()
    case .regex(let text): RegexFormat(pattern: try Pattern(text))
    case .keyvalue: KeyValueFormat()
    case .json: JSONFormat()
    case .nagios: NagiosFormat()
    case .prometheus: PrometheusFormat()
    }
  }
}
