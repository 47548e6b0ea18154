extension Int {
  /// So many alerts, in words.
  package var alerts: String { self == 1 ? "1 alert" : "\(self) alerts" }
}
