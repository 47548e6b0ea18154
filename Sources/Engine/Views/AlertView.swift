package import Model

/// An alert as the status page and `fleepd alerts` show it.
package struct AlertView: Sendable, Equatable {
  package enum State: String, Sendable, Equatable, Codable {
    /// The condition holds, but not yet for long enough.
    case pending
    case firing
    /// It was firing when its metric stopped coming: kept as it was.
    case noData
  }

  package var alert: Alert
  package var state: State
  /// Silences that keep it from being told.
  package var silencedBy: [Silence.ID]
  /// Whether a firing alert inhibits it.
  package var isInhibited: Bool
  /// Who looks after it.
  package var acknowledgedBy: String?
}
