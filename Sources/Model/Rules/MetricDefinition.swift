/// A number over time, counted from lines or printed by a command (rules.md, section 2).
package struct MetricDefinition: Sendable, Equatable {
  package enum Origin: Sendable, Equatable {
    case lines(LineMetric)
    case command(CommandMetric)
  }

  package var name: MetricName
  package var origin: Origin
  package var labels: [String: Interpolation]

  package init(name: MetricName, origin: Origin, labels: [String: Interpolation] = [:]) {
    self.name = name
    self.origin = origin
    self.labels = labels
  }
}

/// A metric that matching lines make.
package struct LineMetric: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case counter
    case gauge
    case histogram(buckets: [Double])
  }

  package var source: SourceName
  package var kind: Kind
  /// No pattern: every line of the source.
  package var match: [String]
  package var condition: FieldCondition?
  /// The captured number; nil for a counter of lines.
  package var value: Interpolation?

  package init(
    source: SourceName,
    kind: Kind = .counter,
    match: [String] = [],
    condition: FieldCondition? = nil,
    value: Interpolation? = nil
  ) {
    self.source = source
    self.kind = kind
    self.match = match
    self.condition = condition
    self.value = value
  }
}

/// A metric that a command prints each time it is run.
package struct CommandMetric: Sendable, Equatable {
  package enum Parse: Sendable, Equatable {
    case number
    case keyvalue
    case json
    case nagios
    case prometheus
    case regex(String)
  }

  /// The program and its arguments; `shell:` in a rule file gives `/bin/sh -c TEXT`.
  package var command: [String]
  package var interval: Duration
  package var timeout: Duration
  package var parse: Parse
  /// Anchored patterns of the series to keep; empty: all.
  package var keep: [String]

  package init(
    command: [String],
    interval: Duration = .minutes(1),
    timeout: Duration = .seconds(10),
    parse: Parse = .number,
    keep: [String] = []
  ) {
    self.command = command
    self.interval = interval
    self.timeout = timeout
    self.parse = parse
    self.keep = keep
  }
}
