/// How bad an alert is, from its label `severity`; the order is from the least to the most.
package enum Severity: Int, Comparable, Sendable, Codable, CaseIterable, CustomStringConvertible {
  case info
  case warning
  case critical

  /// Texts that no severity has, and none, are a warning: an alert without a severity is still an alert.
  package init(_ label: String) {
    switch label.lowercased() {
    case "critical", "page", "error", "emergency", "fatal": self = .critical
    case "info", "notice", "none", "debug", "information": self = .info
    default: self = .warning
    }
  }

  package var description: String {
    switch self {
    case .info: "info"
    case .warning: "warning"
    case .critical: "critical"
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if encoder.isForPrograms { try container.encode("\(self)") } else { try container.encode(rawValue) }
  }

  package static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}
