import Configuration
import Daemon
import Delivery
import Foundation
import Logging
import Messages
import Model
import Synchronization
import Testing

@Suite("The whole daemon on virtual time", .timeLimit(.minutes(2)))
struct VirtualTimeTests {
  private static let files = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook}
    route: {hook: ops, group_wait: 30s, repeat_interval: 4h}
    rule_files: [rules.yaml]
    """,
    "rules.yaml": """
    sources:
      app: {files: [app.log], read_from: beginning}
    alerts:
      - {alert: Down, source: app, match: 'down', resolve_after: 6h}
    """,
    "app.log": "",
  ]

  @Test("tells an alert, repeats it after four hours and resolves it after six, in no time")
  func sixHours() async throws {
    // The program is not started: only its folder is of use here.
    let fleepd = try await Fleepd(files: Self.files)
    let result = ConfigurationLoader.load(path: "\(fleepd.folder)/fleepd.yaml", environment: [:], hostName: "web-1")
    let configuration = try #require(result.configuration)
    let (time, carrier) = (VirtualTime(), RecordingCarrier())
    let daemon = try await Daemon(
      configuration: configuration,
      options: DaemonOptions(stateDirectory: "\(fleepd.folder)/state"),
      carrier: carrier,
      time: time,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await daemon.run() }
      try fleepd.append("down\n", to: "app.log")
      try await fleepd.poll("the line is read") { await daemon.inspection.status()?.alerts.count == 1 }
      #expect(carrier.texts.isEmpty, "its group waits")
      let steps: [(Duration, String)] = [(.seconds(30), "New"), (.hours(4), "Again"), (.hours(2), "Resolved")]
      for (index, (pause, reason)) in steps.enumerated() {
        time.pass(pause)
        try await fleepd.poll("\(reason) after \(pause.text)") { carrier.texts.count == index + 1 }
        #expect(carrier.texts.last?.localizedCaseInsensitiveContains(reason) == true, "\(carrier.texts)")
      }
      await daemon.stop()
      try await group.waitForAll()
    }
    try await fleepd.remove()
  }
}

/// A clock that only a test moves, and the alarms that ring by it.
private final class VirtualTime: TimeSource {
  private struct State {
    var now = Instant(seconds: 1_800_000_000)
    var alarms: [VirtualAlarm] = []
  }

  private let state = Mutex(State())

  func now() -> Instant { state.withLock { $0.now } }

  func makeAlarm() -> any Alarm {
    let alarm = VirtualAlarm(time: self)
    state.withLock { $0.alarms.append(alarm) }
    return alarm
  }

  func pass(_ duration: Duration) {
    let (now, alarms) = state.withLock { state in
      state.now = state.now + duration
      return (state.now, state.alarms)
    }
    for alarm in alarms { alarm.ringIfDue(at: now) }
  }
}

private final class VirtualAlarm: Alarm {
  let rings: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let time: VirtualTime
  private let deadline: Mutex<Instant?> = Mutex(nil)

  init(time: VirtualTime) {
    self.time = time
    (rings, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func set(_ instant: Instant?) {
    deadline.withLock { $0 = instant }
    ringIfDue(at: time.now())
  }

  func ringIfDue(at now: Instant) {
    let isDue = deadline.withLock { deadline in
      guard let due = deadline, due <= now else { return false }
      deadline = nil
      return true
    }
    if isDue { continuation.yield() }
  }

  func end() { continuation.finish() }
}

/// Takes every message and keeps its text.
private final class RecordingCarrier: Carrier {
  private let carried: Mutex<[String]> = Mutex([])

  var texts: [String] { carried.withLock { $0 } }

  func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome {
    carried.withLock { $0.append(body.text) }
    return .delivered
  }

  func call(_ heartbeat: HeartbeatDefinition) async -> PostFault? { nil }
}
