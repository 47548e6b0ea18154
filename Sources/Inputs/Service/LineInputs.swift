package import Model
package import Patterns
internal import Synchronization
internal import Threads

/// Follows every source of lines: one thread that sleeps until something is written, and hands over what the rules see.
///
/// The first batch holds the places where the files that exist are read from. Whoever takes the batches commits each one, positions
/// and all, before asking for the next; then no line is lost and none is counted twice, whatever happens in between.
package final class LineInputs: Sendable {
  /// What is read, for one consumer; ends after ``stop()``, when all that was handed over has been taken.
  package let batches: Batches
  /// What goes wrong and right again; ends after ``stop()``.
  package let reports: AsyncStream<SourceReport>

  private let rules: [SourceRules]
  private let handover: Handover
  private let now: @Sendable () -> Instant
  private let settings: FollowingSettings
  private let control = ReaderControl()
  private let mailbox: BatchMailbox
  private let reporter: AsyncStream<SourceReport>.Continuation
  private let isStarted = Mutex(false)

  /// How many reports wait for a reader that is slow; the oldest are dropped.
  private static let waitingReports = 1_000

  /// Compiles what the rules ask of the lines; the positions are those of the ledger, empty at the very first start.
  package convenience init(
    rules: RuleSet,
    positions: [String: [UInt8]] = [:],
    now: @escaping @Sendable () -> Instant,
    settings: FollowingSettings = FollowingSettings()
  ) throws(PatternError) {
    try self.init(rules: rules, handover: Handover(positions: positions), now: now, settings: settings)
  }

  /// The same, going on from where others were left.
  package init(
    rules: RuleSet,
    handover: Handover,
    now: @escaping @Sendable () -> Instant,
    settings: FollowingSettings = FollowingSettings()
  ) throws(PatternError) {
    var compiled: [SourceRules] = []
    for source in rules.sources { compiled.append(try SourceRules(source: source, rules: rules)) }
    self.rules = compiled
    self.handover = handover
    self.now = now
    self.settings = settings
    mailbox = BatchMailbox(wakeup: control.wakeup)
    batches = Batches(mailbox: mailbox)
    (reports, reporter) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(LineInputs.waitingReports))
  }

  /// Inputs that nobody has any more read nothing any more.
  deinit { control.askToStop() }

  /// Starts the thread; once.
  package func start() {
    let isFirst = isStarted.withLock { started in
      defer { started = true }
      return !started
    }
    guard isFirst else { return }
    Thread.detach(name: "fleepd-inputs") { [control, mailbox, reporter, rules, handover, now, settings] in
      let reader = InputReader(
        rules: rules,
        handover: handover,
        control: control,
        mailbox: mailbox,
        settings: settings,
        now: now,
        report: { reporter.yield($0) }
      )
      let left = reader.run()
      mailbox.finish()
      reporter.finish()
      control.end(with: left)
    }
  }

  /// Returns when every file that exists stands open at its place and the first batch has been committed; false where they were stopped before.
  package func ready() async -> Bool {
    await mailbox.firstBatchDone()
  }

  /// How each source stands, in the order of the rules; nothing once the inputs were stopped.
  package func status() async -> [SourceStatus] {
    await control.status()
  }

  /// Ends the thread; gives the positions as of the last batch handed over, from which a successor goes on without gap or repeat.
  @discardableResult
  package func stop() async -> [String: [UInt8]] { await end(hasSuccessor: false).positions }

  /// Ends the thread; gives what a successor in this process goes on with.
  ///
  /// Programs go on running, and FIFOs stay open.
  package func handOver() async -> Handover { await end(hasSuccessor: true) }

  /// What inputs leave to their successor.
  package struct Handover: Sendable {
    let positions: [String: [UInt8]]
    /// What was read and not handed over; the positions are behind it.
    var batch: InputBatch?
    var streams: [OpenStream] = []
  }

  private func end(hasSuccessor: Bool) async -> Handover {
    let wasStarted = isStarted.withLock { started in
      defer { started = true }
      return started
    }
    if !wasStarted {
      mailbox.finish()
      reporter.finish()
      control.end(with: handover)
      if !hasSuccessor { for stream in handover.streams { stream.closeUnlessTaken() } }
    }
    return await control.stop(hasSuccessor: hasSuccessor)
  }

  /// The batches, in order.
  package struct Batches: AsyncSequence, Sendable {
    let mailbox: BatchMailbox

    package func makeAsyncIterator() -> Iterator { Iterator(mailbox: mailbox) }

    package struct Iterator: AsyncIteratorProtocol {
      let mailbox: BatchMailbox

      package mutating func next() async -> InputBatch? { await mailbox.next() }
    }
  }
}
