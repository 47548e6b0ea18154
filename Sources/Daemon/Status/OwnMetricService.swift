import AsyncAlgorithms
import Engine
import Model
import ServiceLifecycle

/// Tells the engine what fleepd sees of itself: every now and then, and at once when a fault begins or ends.
struct OwnMetricService: Service {
  let inspection: Inspection
  let pipeline: AsyncChannel<PipelineEvent>
  let time: any TimeSource

  func run() async throws {
    let alarm = time.makeAlarm()
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          for await _ in inspection.faults.news { alarm.set(time.now()) }
        }
        alarm.set(time.now())
        for await _ in alarm.rings {
          if let samples = await inspection.ownSamples() { await pipeline.send(.engine(.own(samples))) }
          alarm.set(time.now() + Engine.ownInterval)
        }
        group.cancelAll()
      }
    }
    alarm.end()
  }
}

extension Inspection {
  /// The values of fleepd's own metrics now; nil while it stops or changes its sources, and cannot know.
  func ownSamples() async -> [Sample]? {
    let sources = await lines.status()
    guard sources.count == lines.sourceCount, let hooks = await courier.hooks() else { return nil }
    return OwnSamples(sources: sources, hooks: hooks, faults: faults, now: time.now()).all
  }
}
