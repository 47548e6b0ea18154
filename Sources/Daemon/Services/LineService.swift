import AsyncAlgorithms
import Engine
import Inputs
import Model
import Patterns
import ServiceLifecycle
import Synchronization
import Threads

/// Hands what the sources of lines give to the pipeline, over reloads, without gap or repeat.
final class LineService: Service {
  private let events: AsyncChannel<PipelineEvent>
  private let time: any TimeSource
  private let faults: FaultLog
  private let ready: @Sendable () async -> Void
  private let current: Mutex<LineInputs>
  private let sources: Mutex<Int>
  private let generations: AsyncStream<LineInputs>
  private let next: AsyncStream<LineInputs>.Continuation

  /// How often it is looked at whether the backlog of a start is read.
  private static let backlogCheck = Duration.milliseconds(50)

  /// Calls `ready` when every existing file stands open at its place, after each start and reload.
  init(
    rules: RuleSet,
    positions: [String: [UInt8]],
    events: AsyncChannel<PipelineEvent>,
    time: any TimeSource,
    faults: FaultLog,
    ready: @escaping @Sendable () async -> Void
  ) throws(PatternError) {
    self.events = events
    self.time = time
    self.faults = faults
    self.ready = ready
    let inputs = try LineInputs(rules: rules, positions: positions, now: { time.now() })
    current = Mutex(inputs)
    sources = Mutex(rules.sources.count)
    (generations, next) = AsyncStream.makeStream()
    next.yield(inputs)
  }

  /// Goes on with other rules from where the old ones stopped; throws before anything is stopped.
  func reload(_ rules: RuleSet) async throws(PatternError) {
    _ = try LineInputs(rules: rules, now: { [time] in time.now() })
    let handover = await inputs.handOver()
    let inputs = try LineInputs(rules: rules, handover: handover, now: { [time] in time.now() })
    current.withLock { $0 = inputs }
    sources.withLock { $0 = rules.sources.count }
    next.yield(inputs)
  }

  func status() async -> [SourceStatus] { await inputs.status() }

  /// How many sources there are: while they change, ``status()`` has none.
  var sourceCount: Int { sources.withLock { $0 } }

  private var inputs: LineInputs { current.withLock { $0 } }

  func run() async throws {
    await withDiscardingTaskGroup { group in
      group.addTask {
        guard (try? await gracefulShutdown()) != nil else { return }
        self.next.finish()
        await self.inputs.stop()
      }
      for await inputs in generations { await follow(inputs) }
      group.cancelAll()
    }
    // Those of a reload that came with the end were never started.
    await inputs.stop()
  }

  private func follow(_ inputs: LineInputs) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.tell(inputs.reports) }
      group.addTask {
        guard await inputs.ready() else { return }
        // At once: what is asked of the reader now waits until the pipeline has taken all that was written while fleepd was down.
        await self.ready()
        await self.forgetOldFaults(of: inputs)
        while await inputs.status().contains(where: { $0.lag > ByteCount(0) }) {
          guard (try? await Sleep.pause(for: Self.backlogCheck)) != nil else { return }
        }
        await self.events.send(.engine(.caughtUp))
      }
      inputs.start()
      for await batch in inputs.batches { await events.send(.lines(batch)) }
      group.cancelAll()
    }
  }

  /// What the sources of other rules had may be gone with them; nobody else would say so.
  private func forgetOldFaults(of inputs: LineInputs) async {
    let present = Set(await inputs.status().flatMap(\.faults).map { FaultLog.Key($0).thing })
    faults.forget(part: FaultLog.Key.source) { !present.contains($0) }
  }

  private func tell(_ reports: AsyncStream<SourceReport>) async {
    for await report in reports {
      switch report {
      case .began(let fault, let text): faults.begin(FaultLog.Key(fault), text)
      case .ended(let fault, let text): faults.end(FaultLog.Key(fault), text)
      }
    }
  }
}
