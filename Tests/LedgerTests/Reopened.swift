import Ledger

/// Opens a ledger that was just closed.
///
/// A process that another test is starting at this moment may hold a copy of the lock until it becomes its program.
func reopened(_ directory: String) async throws -> Ledger {
  let deadline = ContinuousClock.now + .seconds(30)
  while true {
    do {
      return try Ledger(directory: directory)
    } catch {
      guard case .inUse = error.kind, ContinuousClock.now < deadline else { throw error }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
