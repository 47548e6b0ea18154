import AsyncAlgorithms
import Delivery
import Logging
import Model
import ServiceLifecycle

/// Runs the courier: one task that decides, and a child task for each request under way.
struct CourierService: Service {
  /// How long messages are still posted after the daemon was told to stop; what waits then stays in the outbox.
  private static let drain = Duration.seconds(5)

  private let start: Start<Courier>
  private let events: AsyncChannel<CourierEvent>
  private let carrier: any Carrier
  private let time: any TimeSource

  init(courier: Courier, events: AsyncChannel<CourierEvent>, carrier: any Carrier, time: any TimeSource) {
    start = Start(courier)
    self.events = events
    self.carrier = carrier
    self.time = time
  }

  func run() async throws {
    let alarm = time.makeAlarm()
    await withDiscardingTaskGroup { group in
      group.addTask {
        for await _ in alarm.rings { await events.send(.tick) }
      }
      group.addTask {
        // Ends without a stop when the daemon is cancelled.
        guard (try? await gracefulShutdown()) != nil else { return }
        await events.send(.stop)
      }
      var courier = start.take()
      var underWay = 0
      var stopAt: Instant?
      alarm.set(courier.nextWake)
      for await event in events {
        if case .answered = event { underWay -= 1 }
        if case .stop = event { stopAt = time.now() + Self.drain }
        let posts = await courier.handle(event, now: time.now())
        underWay += posts.count
        for post in posts {
          group.addTask {
            let outcome = await carrier.carry(post.body, to: post.hook)
            await events.send(.answered(post.hook.name, outcome))
          }
        }
        if let stopAt {
          let next = courier.nextWake ?? .distantFuture
          if time.now() >= stopAt || (underWay == 0 && next > stopAt) { break }
          alarm.set(min(next, stopAt))
        } else {
          alarm.set(courier.nextWake)
        }
      }
      events.finish()
      alarm.end()
      // A request that is cut off here is known to the ledger as one that may have arrived.
      group.cancelAll()
    }
  }
}
