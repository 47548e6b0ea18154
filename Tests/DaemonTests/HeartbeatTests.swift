import AsyncAlgorithms
import Delivery
import FleepStandIn
import Foundation
import Ledger
import Logging
import Messages
import Model
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Daemon

@Suite("The heartbeat", .timeLimit(.minutes(2)))
struct HeartbeatTests {
  private static let path = "/ping/0f8a7c1e-secret"

  private func configuration(interval: String) -> String {
    """
    hooks: {ops: {url_file: ops-hook}}
    heartbeat: {url_file: beat, interval: \(interval)}
    """
  }

  @Test("is called at the start and once per interval, after a reload at its new address, and its address is nowhere")
  func calls() async throws {
    let server = RawServer([.reply(RawServer.status(500, body: Self.path)), .closeAfterReading])
    let other = RawServer()
    defer {
      server.stop()
      other.stop()
    }
    let fleepd = try await Fleepd(files: ["fleepd.yaml": configuration(interval: "1s")])
    try fleepd.write("http://127.0.0.1:\(server.port)\(Self.path)\n", to: "beat")
    let daemon = try await fleepd.start(["--log-level", "trace"])
    try await fleepd.poll("five calls") { server.requests.count >= 5 }
    #expect(server.requests.allSatisfy { $0.head.hasPrefix("GET \(Self.path) HTTP/1.1\r\n") && $0.body.isEmpty })
    try await fleepd.poll("the failure and its end are told") { try fleepd.log().contains("called again") }
    let status = try await fleepd.run(["status", "--json", "--config", "\(fleepd.folder)/fleepd.yaml"])
    var seen = [try fleepd.log(), status.output, status.errors]
    #expect(seen[0].matches(of: /cannot be called/).count == 1, "told once, not with each call")
    for file in ["cmdline", "environ"] {
      seen.append(try String(contentsOfFile: "/proc/\(daemon.processIdentifier)/\(file)", encoding: .utf8))
    }
    for text in seen { #expect(!text.contains(Self.path), "\(text)") }
    try fleepd.write("http://127.0.0.1:\(other.port)/other\n", to: "beat")
    kill(daemon.processIdentifier, SIGHUP)
    try await fleepd.poll("the new address is called") { !other.requests.isEmpty }
    let before = server.requests.count
    try await fleepd.poll("it stays at the new address") { other.requests.count >= 3 }
    #expect(server.requests.count == before)
    try await fleepd.remove()
  }

  @Test("of a dry run is not called: who watches the real daemon must not take it for that one")
  func dryRun() async throws {
    let server = RawServer()
    defer { server.stop() }
    let carrier = PrintingCarrier { _ in }
    let url = Secret("http://127.0.0.1:\(server.port)\(Self.path)")
    #expect(await carrier.call(HeartbeatDefinition(url: url)) == nil)
    #expect(server.requests.isEmpty)
  }

  @Test("stops while a hook that nobody stands in for fails, and goes on when it works again")
  func heldBack() async throws {
    let bench = try await Bench()
    try await bench.run {
      try await bench.poll("calls") { bench.carrier.calls >= 2 }
      bench.hooks.withLock { $0.fail(for: .minutes(4)) }
      try await bench.poll("calls go on for a failure that may soon be over") { bench.carrier.calls >= 4 }
      bench.hooks.withLock { $0.fail(for: .minutes(5)) }
      try await bench.poll("no more calls") { bench.faults.text(part: "heartbeat") != nil }
      #expect(bench.faults.text(part: "heartbeat")?.contains("hook ops has failed for 9 min") == true)
      let calls = bench.carrier.calls
      let looks = bench.looks.withLock { $0 }
      try await bench.poll("looks") { bench.looks.withLock { $0 } > looks + 3 }
      #expect(bench.carrier.calls == calls)
      bench.hooks.withLock { $0.recover() }
      try await bench.poll("calls") { bench.carrier.calls > calls }
      #expect(bench.faults.text(part: "heartbeat") == nil)
    }
  }

  @Test("stops while the disk cannot be written")
  func readOnly() async throws {
    let bench = try await Bench()
    bench.faults.begin(.ledgerOpening, "The state cannot be stored.")
    try await bench.run {
      try await bench.poll("looks") { bench.looks.withLock { $0 } > 3 }
      #expect(bench.carrier.calls == 0)
      #expect(bench.faults.text(part: "heartbeat")?.contains("cannot be stored") == true)
    }
  }

  @Test("of a daemon with nothing to do stops when the disk fails, which nobody would notice otherwise")
  func idle() async throws {
    let server = RawServer()
    defer { server.stop() }
    let fleepd = try await Fleepd(files: ["fleepd.yaml": configuration(interval: "1s")])
    try fleepd.write("http://127.0.0.1:\(server.port)\(Self.path)\n", to: "beat")
    await fleepd.end(try await fleepd.start(), with: SIGTERM)
    let daemon = try fleepd.start(injecting: "fdatasync:error=EIO:when=5+")
    try await fleepd.poll("calls") { server.requests.count >= 2 }
    try await fleepd.poll("the heartbeat is held back") {
      try fleepd.log().contains(/The heartbeat is held back: The state cannot be stored/)
    }
    let calls = server.requests.count
    let status = try await fleepd.run(["status", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(status.output.contains("ledger writing"), "\(status)")
    #expect(server.requests.count == calls)
    await fleepd.end(daemon, with: SIGKILL)
    try await fleepd.remove()
  }

  @Test("stops while the pipeline takes nothing")
  func stuck() async throws {
    let bench = try await Bench()
    try await bench.run {
      try await bench.poll("calls") { bench.carrier.calls >= 2 }
      bench.isStuck.withLock { $0 = true }
      try await bench.poll("the pipeline is stuck") { bench.isStuck.withLock { !$0 } }
      let calls = bench.carrier.calls
      for _ in 0..<50 { try await Task.sleep(for: .milliseconds(1)) }
      // The look that was taken last may still lead to a call.
      #expect(bench.carrier.calls <= calls + 1)
    }
  }
}

/// The service alone, with a real scheduler behind the courier's channel, a clock that a test moves, and calls that are counted.
private final class Bench: Sendable {
  let carrier = CountingCarrier()
  let faults = FaultLog(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  let hooks = Mutex(FailingHook())
  let looks = Mutex(0)
  let isStuck = Mutex(false)
  private let service: HeartbeatService
  private let pipeline = AsyncChannel<PipelineEvent>()
  private let courier = AsyncChannel<CourierEvent>()
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleepd-\(UUID().uuidString)").path

  init() async throws {
    service = HeartbeatService(
      heartbeat: HeartbeatDefinition(url: Secret("http://127.0.0.1/"), interval: .milliseconds(2)),
      pipeline: pipeline,
      courier: courier,
      carrier: carrier,
      bookkeeper: Bookkeeper(ledger: try Ledger(directory: folder), faults: faults, counters: Counters()),
      faults: faults,
      time: hooks.withLock { $0.clock }
    )
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  func run(_ body: () async throws -> Void) async throws {
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { try await self.service.run() }
      group.addTask {
        for await event in self.pipeline {
          guard case .inspect = event else { continue }
          self.looks.withLock { $0 += 1 }
          if self.isStuck.withLock({ $0 }) { break }
        }
        self.isStuck.withLock { $0 = false }
        // Nobody takes anything any more.
        try? await Task.sleep(for: .seconds(3600))
      }
      group.addTask {
        for await event in self.courier {
          if case .inspect(let look) = event { look(self.hooks.withLock { $0.status }) }
        }
      }
      try await body()
      group.cancelAll()
    }
  }

  func poll(_ what: String, until condition: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !condition() {
      try #require(ContinuousClock.now < deadline, "\(what): did not come to pass")
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}

/// One hook that fails for as long as a test says.
private struct FailingHook {
  let clock = TestClock()
  private var scheduler: DeliveryScheduler

  init() {
    scheduler = DeliveryScheduler(
      hooks: [HookDefinition(name: "ops", url: Secret("https://fleep.io/hook/k"))],
      records: [:],
      items: [],
      interrupted: [],
      seed: 1,
      now: clock.now()
    )
    let item = OutboxItem(id: 1, hook: "ops", kind: .text, queued: clock.now(), text: "hello")
    _ = scheduler.handle(.queued([item]), now: clock.now())
  }

  var status: [HookStatus] { scheduler.status(at: clock.now()) }

  mutating func fail(for duration: Duration) {
    answer(.failed(PostFault(status: 500, detail: "the server failed"), retryAfter: nil))
    clock.pass(duration)
    _ = scheduler.handle(.tick, now: clock.now())
  }

  mutating func recover() { answer(.delivered) }

  private mutating func answer(_ outcome: PostOutcome) {
    _ = scheduler.handle(.answered("ops", outcome), now: clock.now())
  }
}

private final class TestClock: TimeSource {
  private let instant = Mutex(Instant(seconds: 1_800_000_000))

  func now() -> Instant { instant.withLock { $0 } }
  func makeAlarm() -> any Alarm { SystemTime().makeAlarm() }
  func pass(_ duration: Duration) { instant.withLock { $0 = $0 + duration } }
}

private final class CountingCarrier: Carrier {
  private let count = Mutex(0)
  var calls: Int { count.withLock { $0 } }

  func carry(_ body: MessageBody, to hook: HookDefinition) async -> PostOutcome { .delivered }

  func call(_ heartbeat: HeartbeatDefinition) async -> PostFault? {
    count.withLock { $0 += 1 }
    return nil
  }
}
