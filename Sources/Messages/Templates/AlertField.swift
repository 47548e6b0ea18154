import Model

/// A name that every alert's templates can use, beside the rule's captures and labels.
package enum AlertField: String, CaseIterable, Sendable {
  case alert
  case count
  case window
  case value
  case labels
  case line
  case lines
  case source
  case file
  case startsAt = "starts_at"
  case endsAt = "ends_at"
  case duration
  case status
  case severity
  case reason
  case host

  /// All names that the templates of a rule with these captures and labels can use.
  package static func names(captures: some Sequence<String>, labels: some Sequence<String>) -> Set<String> {
    Set(allCases.map { $0.rawValue }).union(captures).union(labels)
  }

  /// What it is, for the manual.
  package var meaning: String {
    switch self {
    case .alert: "the alert's name"
    case .count: "how many lines have matched in this episode"
    case .window: "the rule's window"
    case .value: "the value of the expression"
    case .labels: "all labels; one of them is labels.NAME"
    case .line: "the last line that matched"
    case .lines: "the last few lines that matched, oldest first"
    case .source: "the source of the lines"
    case .file: "the file or the journal's unit"
    case .startsAt: "when the alert began to fire"
    case .endsAt: "when it ended; empty while it fires"
    case .duration: "how long it fired, or has been firing"
    case .status: "firing or resolved"
    case .severity: "the label severity, warning where there is none"
    case .reason: "why the message is sent: new, more, again, resolved …"
    case .host: "the machine that it happened on"
    }
  }

  /// Its value for an alert; nil where the alert has none.
  func value(of alert: Alert, reason: Notification.Reason, host: String, now: Instant) -> TemplateValue? {
    switch self {
    case .alert: .text(alert.name.text)
    case .count: .number(Double(alert.count))
    case .window: alert.window.map { .duration($0) }
    case .value: alert.value.map { .number($0) }
    case .labels: .labels(alert.labels)
    case .line: alert.lines.last.map { .text($0) }
    case .lines: .list(alert.lines)
    case .source: alert.source.map { .text($0.text) }
    case .file: .text(alert.origin)
    case .startsAt: .instant(alert.startsAt)
    case .endsAt: alert.endsAt.map { .instant($0) }
    case .duration: .duration((alert.endsAt ?? now) - alert.startsAt)
    case .status: .text(alert.status.rawValue)
    case .severity: .text("\(alert.severity)")
    case .reason: .text(reason.words)
    case .host: .text(host)
    }
  }
}
