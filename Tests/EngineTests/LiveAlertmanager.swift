import Foundation
import Testing

/// Debian's Alertmanager, run by `record.py` on loopback, beside the engine over virtual time.
enum LiveAlertmanager {
  static let isInstalled = ["/usr/bin/prometheus-alertmanager", "/usr/bin/python3"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A real clock on a busy machine may put an event on the other side of a tick: then it is played again.
  private static let attempts = 3

  /// As much later as a busy machine may make a notification: less than lies between two of one group.
  private static let slack = 2.5

  /// Plays a scenario to both and expects the same notifications.
  static func check(_ scenario: String) async throws {
    var difference = ""
    for _ in 0..<attempts {
      let folder = FileManager.default.temporaryDirectory.appending(path: "fleepd-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let (told, events) = (folder.appending(path: "told").path, folder.appending(path: "events").path)
      let arguments = [AlertmanagerScenario.path(scenario), told, events]
      guard try await RealProgram.run(AlertmanagerScenario.path("record.py"), arguments) else {
        difference = "record.py failed"
        continue
      }
      // Ours happens when theirs did.
      let theirs = try AlertmanagerScenario.told(in: told)
      let ours = try AlertmanagerScenario.play(events)
      guard let found = AlertmanagerScenario.difference(ours, theirs, within: slack) else { return }
      difference = found
    }
    Issue.record("\(difference)")
  }
}

/// The scripts that run real programs beside the engine.
enum RealProgram {
  /// Runs a script to its end; false where it failed.
  static func run(_ script: String, _ arguments: [String]) async throws -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = [script] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    while process.isRunning { try await Task.sleep(for: .milliseconds(50)) }
    return process.terminationStatus == 0
  }
}
