import Foundation
import Testing

/// The engine beside a real Alertmanager.
///
/// `recorded.txt` is what Debian's 0.25 told when `record.py` played `scenario.txt` to it.
@Suite("Beside Alertmanager")
struct AlertmanagerTests {
  @Test(
    "a real Alertmanager, run now, tells the same",
    .enabled(if: LiveAlertmanager.isInstalled, "needs prometheus-alertmanager and python3"),
    .timeLimit(.minutes(5))
  )
  func live() async throws {
    try await LiveAlertmanager.check("short.txt")
  }

  @Test("the same alerts and routes give the same notifications within a second")
  func sideBySide() throws {
    let expected = try AlertmanagerScenario.told(in: AlertmanagerScenario.path("recorded.txt"))
    let ours = try AlertmanagerScenario.play(AlertmanagerScenario.path("scenario.txt"))
    #expect(AlertmanagerScenario.difference(ours, expected, within: 1) == nil)
  }
}

/// The same, longer, for the leisure of a soak.
@Suite("Soak: beside Alertmanager", .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil))
struct AlertmanagerSoak {
  @Test(
    "a real Alertmanager, run now, tells the same, repeats too",
    .enabled(if: LiveAlertmanager.isInstalled, "needs prometheus-alertmanager and python3")
  )
  func live() async throws {
    try await LiveAlertmanager.check("scenario.txt")
  }
}
