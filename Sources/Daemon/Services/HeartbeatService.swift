import AsyncAlgorithms
import Delivery
import Model
import ServiceLifecycle
import Threads

/// Calls the heartbeat's address while all is well, over reloads.
///
/// A pipeline or a courier that is stuck does not take the look at it, and no call is made. Before each call something is
/// written to the disk: a daemon with nothing to store would go on calling while it could not store an alert.
final class HeartbeatService: Service {
  private let pipeline: AsyncChannel<PipelineEvent>
  private let courier: AsyncChannel<CourierEvent>
  private let carrier: any Carrier
  private let bookkeeper: Bookkeeper
  private let faults: FaultLog
  private let time: any TimeSource
  private let generations: AsyncStream<HeartbeatDefinition?>
  private let next: AsyncStream<HeartbeatDefinition?>.Continuation

  private static let calling = FaultLog.Key(part: "heartbeat", thing: "call")
  private static let holding = FaultLog.Key(part: "heartbeat", thing: "held back")
  /// A hook that fails for less is retried often, and whoever waits for calls waits for a few.
  private static let patience = Duration.minutes(5)

  init(
    heartbeat: HeartbeatDefinition?,
    pipeline: AsyncChannel<PipelineEvent>,
    courier: AsyncChannel<CourierEvent>,
    carrier: any Carrier,
    bookkeeper: Bookkeeper,
    faults: FaultLog,
    time: any TimeSource
  ) {
    self.pipeline = pipeline
    self.courier = courier
    self.carrier = carrier
    self.bookkeeper = bookkeeper
    self.faults = faults
    self.time = time
    (generations, next) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    next.yield(heartbeat)
  }

  /// Goes on with another heartbeat, or with none; calls it at once.
  func reload(_ heartbeat: HeartbeatDefinition?) { next.yield(heartbeat) }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var iterator = self.generations.makeAsyncIterator()
      var heartbeat = await iterator.next()
      while let current = heartbeat {
        heartbeat = await withTaskGroup(of: Void.self) { group in
          if let current { group.addTask { await self.beat(current) } }
          let next = await iterator.next()
          group.cancelAll()
          return next
        }
      }
    }
  }

  private func beat(_ heartbeat: HeartbeatDefinition) async {
    while !Task.isCancelled {
      let trouble = await trouble()
      guard !Task.isCancelled else { return }
      if let trouble {
        faults.begin(Self.holding, "The heartbeat is held back: \(trouble)")
      } else {
        faults.end(Self.holding, "The heartbeat goes on.")
        await call(heartbeat)
      }
      try? await Sleep.pause(for: heartbeat.interval * Double.random(in: 0.9...1))
    }
  }

  private func call(_ heartbeat: HeartbeatDefinition) async {
    let fault = await carrier.call(heartbeat)
    // A call that a reload cut off says nothing about its address.
    guard !Task.isCancelled else { return }
    if let fault {
      let text = "The heartbeat's address cannot be called (\(fault)); it is tried every \(heartbeat.interval.spoken)."
      faults.begin(Self.calling, text)
    } else {
      faults.end(Self.calling, "The heartbeat's address is called again.")
    }
  }

  /// What keeps fleepd from telling people what it is there to tell; nil: all is well.
  private func trouble() async -> String? {
    await pipeline.send(.inspect { _ in })
    let hooks = await courier.hooks() ?? []
    await bookkeeper.prove(at: time.now())
    if let trouble = bookkeeper.trouble { return trouble }
    for hook in hooks {
      let silence = hook.unheardSince.map { time.now() - $0 } ?? .zero
      if silence >= Self.patience { return "hook \(hook.hook) has failed for \(silence.spoken)" }
    }
    return nil
  }
}
