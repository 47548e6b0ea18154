import Synchronization

/// The daemon's counters since its start, shared by its services.
package final class Counters: Sendable {
  private let totals = Mutex(StatusReport.Totals())

  package init() {}

  package func count(_ change: (inout StatusReport.Totals) -> Void) { totals.withLock { change(&$0) } }

  package var now: StatusReport.Totals { totals.withLock { $0 } }
}
