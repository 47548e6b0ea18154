import AsyncAlgorithms
import Engine
import Model
import ServiceLifecycle

/// Runs the pipeline: one task that takes one event after the other.
///
/// The channel hands over one event at a time, so a slow disk slows down the inputs and memory stays bounded.
struct PipelineService: Service {
  private let events: AsyncChannel<PipelineEvent>
  private let courier: AsyncChannel<CourierEvent>
  private let activity: Activity
  private let time: any TimeSource
  private let start: Start<Pipeline>

  init(
    pipeline: Pipeline,
    events: AsyncChannel<PipelineEvent>,
    courier: AsyncChannel<CourierEvent>,
    activity: Activity,
    time: any TimeSource
  ) {
    start = Start(pipeline)
    self.events = events
    self.courier = courier
    self.activity = activity
    self.time = time
  }

  func run() async throws {
    let alarm = time.makeAlarm()
    await withGracefulShutdownHandler {
      await withDiscardingTaskGroup { group in
        group.addTask {
          for await _ in alarm.rings { await events.send(.engine(.tick)) }
        }
        var pipeline = start.take()
        alarm.set(pipeline.nextWake(after: time.now()))
        for await event in events {
          let items = await pipeline.handle(event, now: time.now())
          if !items.isEmpty { await courier.send(.queued(items)) }
          alarm.set(pipeline.nextWake(after: time.now()))
          if event.changesSomething { activity.note() }
        }
        alarm.end()
      }
    } onGracefulShutdown: {
      events.finish()
    }
  }
}
