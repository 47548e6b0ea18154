import Configuration
import Daemon
import FleepStandIn
import Foundation
import Logging
import Model

/// Plays ``DemoScene`` to a real daemon and shows what arrives at the stand-in for Fleep.
struct Demonstration {
  init(folder: String) {
    self.folder = folder
  }

  /// Where it lives; whoever made it removes it.
  let folder: String
  private let keys = ["ops": StandIn.key(1), "stats": StandIn.key(2)]

  func run() async throws {
    let fleep = StandIn()
    try await fleep.start()
    let start = SystemTime().now()
    let configuration = try prepare(fleep: fleep, start: start)
    let daemon = try await Daemon(
      configuration: configuration,
      options: DaemonOptions(),
      carrier: CurlCarrier(),
      time: SystemTime(),
      logger: JournalLog.logger(level: .warning)
    )
    Terminal.print(
      """
      fleepd follows four logs and polls two commands of this machine; a local stand-in plays Fleep.
      The demonstration takes \(Int(DemoScene.length)) seconds. Each box is one message as Fleep gets it.


      """
    )
    try await withThrowingTaskGroup { group in
      group.addTask { try await daemon.run() }
      group.addTask {
        for await message in fleep.storedMessages() { show(message, after: start) }
      }
      try await tell(DemoScene.story)
      try await pause(until: DemoScene.length, from: start)
      await daemon.stop()
      try await fleep.stop()
      try await group.waitForAll()
    }
    let received = keys.values.reduce(0) { $0 + fleep.messages(for: $1).count }
    conclude(daemon.inspection.totals, received: received, refused: fleep.violations.count)
  }

  /// Writes the configuration, the rules and the empty logs.
  private func prepare(fleep: StandIn, start: Instant) throws -> Configuration {
    for name in ["logs", "rules"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for (hook, key) in keys {
      fleep.register(key: key, hookName: hook)
      try write(fleep.hookURL(key), to: "\(hook)-hook")
    }
    for name in Set(DemoScene.story.map(\.file)) { try write("", to: "logs/\(name)") }
    try write(DemoScene.mainFile, to: "fleepd.yaml")
    let moment = Zone.system.local(start + .seconds(DemoScene.summaryAt))
    let schedule = "*-*-* \(moment.hour):\(moment.minute):\(moment.secondOfDay % 60)"
    try write(DemoScene.rules.replacing("{schedule}", with: schedule), to: "rules/demo.yaml")
    let result = ConfigurationLoader.load(
      path: "\(folder)/fleepd.yaml",
      environment: ["STATE_DIRECTORY": "\(folder)/state"]
    )
    for diagnostic in result.diagnostics { Terminal.report(diagnostic.rendered()) }
    guard let configuration = result.configuration else { throw SystemExit.configuration }
    return configuration
  }

  private func write(_ text: String, to name: String) throws {
    let made = FileManager.default.createFile(
      atPath: "\(folder)/\(name)",
      contents: Data(text.utf8),
      attributes: [.posixPermissions: 0o600]
    )
    guard made else { throw CocoaError(.fileWriteUnknown) }
  }

  private func tell(_ story: [DemoScene.Happening]) async throws {
    let start = SystemTime().now()
    for happening in story.sorted(by: { $0.second < $1.second }) {
      try await pause(until: happening.second, from: start)
      guard let file = FileHandle(forWritingAtPath: "\(folder)/logs/\(happening.file)") else {
        throw CocoaError(.fileNoSuchFile)
      }
      try file.seekToEnd()
      try file.write(contentsOf: Data(happening.lines.map { $0 + "\n" }.joined().utf8))
      try file.close()
    }
  }

  private func pause(until second: Double, from start: Instant) async throws {
    try await Task.sleep(for: max(.zero, (start + .seconds(second)) - SystemTime().now()))
  }

  private func show(_ message: StoredMessage, after start: Instant) {
    let second = Int((SystemTime().now() - start).inSeconds.rounded())
    let title = "\(second) s · conversation \(message.hookName) · from \(message.sender)"
    let body = message.text.split(separator: "\n", omittingEmptySubsequences: false).map { "│ \($0)" }
    let files = message.files.map { "│ 📎 \($0.name) (\($0.content.count) bytes)" }
    Terminal.print((["┌ \(title)"] + body + files + ["└"]).joined(separator: "\n"))
  }

  private func conclude(_ totals: StatusReport.Totals, received: Int, refused: Int) {
    Terminal.print(
      """

      read \(totals.lines) lines, \(totals.matches) matched a rule; \(totals.commandRuns) command runs; \
      \(totals.queued) messages queued, told in \(totals.sent) posts (\(totals.queued - totals.sent) merged into others); \
      Fleep took \(received) and refused \(refused).
      """
    )
  }
}
