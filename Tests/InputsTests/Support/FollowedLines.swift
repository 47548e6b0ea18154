import Glibc
import Inputs
import Model
import Testing

/// Inputs that follow files, and all that they have given so far: the ledger and the engine in one, for tests.
final class FollowedLines {
  private let inputs: LineInputs
  private var iterator: LineInputs.Batches.Iterator
  /// What the ledger has: it takes a batch whole.
  private(set) var positions: [String: [UInt8]]
  private(set) var texts: [String] = []
  private(set) var events: [LineEvent] = []
  private(set) var readLines = 0

  /// On a busy machine everything takes its time; a test that passes waits for none of it.
  static let patience = Duration.seconds(60)

  /// Every line that holds `line` counts; all files stand open when it returns.
  ///
  /// After a `former` one it goes on as a reload does.
  init(
    _ sources: [SourceDefinition],
    match: String = "line",
    after former: FollowedLines? = nil,
    positions: [String: [UInt8]] = [:],
    settings: FollowingSettings = FollowingSettings(),
    now: @escaping @Sendable () -> Instant = FollowedLines.now
  ) async throws {
    let rules = RuleSet(
      sources: sources,
      alerts: sources.map { source in
        AlertDefinition(
          name: AlertName(source.name.text),
          condition: .lines(LineCondition(source: source.name, match: [match]))
        )
      },
      route: RouteDefinition(hook: "ops")
    )
    self.positions = positions
    if let former {
      inputs = try LineInputs(rules: rules, handover: await former.inputs.handOver(), now: now, settings: settings)
      while await former.takeBatch() {}
      (texts, events, self.positions) = (former.texts, former.events, former.positions)
    } else {
      inputs = try LineInputs(rules: rules, positions: positions, now: now, settings: settings)
    }
    iterator = inputs.batches.makeAsyncIterator()
    inputs.start()
    await takeBatch()
  }

  convenience init(
    files: String...,
    exclude: [String] = [],
    from start: FileInput.Start = .end,
    maxLineLength: Int = 1 << 20,
    match: String = "line",
    positions: [String: [UInt8]] = [:],
    settings: FollowingSettings = FollowingSettings(),
    now: @escaping @Sendable () -> Instant = FollowedLines.now
  ) async throws {
    let input = FileInput(patterns: files, exclude: exclude, readFrom: start)
    let source = SourceDefinition(name: "log", input: .files(input), maxLineLength: ByteCount(maxLineLength))
    try await self.init([source], match: match, positions: positions, settings: settings, now: now)
  }

  @Sendable
  static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Takes one batch as the ledger would; false at the end.
  @discardableResult
  func takeBatch() async -> Bool {
    guard let batch = await iterator.next() else { return false }
    for (key, place) in batch.positions { positions[key] = place }
    events += batch.events
    texts += batch.events.map(\.text)
    readLines += batch.lines
    return true
  }

  /// Takes batches until so many lines came in all; gives them all.
  func lines(_ count: Int) async -> [String] {
    await until { texts.count >= count }
    return texts
  }

  /// Takes batches until something holds; gives up, and the test fails, when patience is at its end.
  func until(_ condition: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async {
    let deadline = ContinuousClock.now + Self.patience
    while !condition() {
      let isInTime = await within(deadline) { await takeBatch() }
      guard isInTime else {
        Issue.record("nothing came for \(Self.patience); so far: \(texts.suffix(20))", sourceLocation: sourceLocation)
        return
      }
    }
  }

  func until(texts count: Int, sourceLocation: SourceLocation = #_sourceLocation) async {
    await until({ texts.count >= count }, sourceLocation: sourceLocation)
  }

  /// Takes one batch where fewer lines than `count` have come, so that one must come.
  func takeBatchIfThereIsOne(_ count: Int) async {
    if texts.count < count { await takeBatch() }
  }

  func status() async -> SourceStatus { await inputs.status().first ?? SourceStatus(source: "stopped") }

  func nextReport() async -> SourceReport? {
    for await report in inputs.reports { return report }
    return nil
  }

  /// What was reported so far; ends the inputs.
  func allReports() async -> [SourceReport] {
    _ = await stop()
    return await inputs.reports.reduce(into: []) { $0.append($1) }
  }

  /// Waits until the status meets a condition.
  func until(status condition: (SourceStatus) -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async {
    let deadline = ContinuousClock.now + Self.patience
    while !condition(await status()) {
      guard ContinuousClock.now < deadline else {
        let status = await status()
        Issue.record("the status stays \(status)", sourceLocation: sourceLocation)
        return
      }
      try? await Task.sleep(for: .milliseconds(2))
    }
  }

  /// Ends reading and takes what was handed over; gives the places from which a successor goes on.
  func stop() async -> [String: [UInt8]] {
    await inputs.stop()
    while await takeBatch() {}
    return positions
  }

  /// Ends without taking what waits, as `kill -9` does; gives what the ledger has.
  func kill() async -> [String: [UInt8]] {
    await inputs.stop()
    return positions
  }

  private func within(_ deadline: ContinuousClock.Instant, _ body: () async -> Bool) async -> Bool {
    // The inputs are stopped when the time is over, so that the batch that does not come ends.
    let watchdog = Task { [inputs] in
      try await Task.sleep(until: deadline, clock: .continuous)
      await inputs.stop()
    }
    defer { watchdog.cancel() }
    return await body()
  }
}
