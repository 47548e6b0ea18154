import Model

// The signs differ in shape as well as in colour, and a word stands beside them.
extension Alert.Status {
  /// The sign and word that a line about an alert begins with: `🔴 critical`, `✅ resolved`.
  func sign(_ severity: Severity) -> String {
    switch self {
    case .firing: "\(severity.sign) \(severity)"
    case .resolved: "✅ resolved"
    }
  }
}

extension Severity {
  var sign: String {
    switch self {
    case .info: "🔹"
    case .warning: "🔶"
    case .critical: "🔴"
    }
  }
}
