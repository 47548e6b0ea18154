import AsyncAlgorithms
import Engine
import Model
import ServiceLifecycle

/// Tells the engine what fleepd sees of itself: every now and then while anything happens, and at once when a fault begins or ends.
///
/// A daemon with nothing to do says nothing: what it said last still holds.
struct OwnMetricService: Service {
  let inspection: Inspection
  let pipeline: AsyncChannel<PipelineEvent>
  let activity: Activity
  let time: any TimeSource

  func run() async throws {
    let alarm = SoonestAlarm(time.makeAlarm())
    await cancelWhenGracefulShutdown {
      await withDiscardingTaskGroup { group in
        group.addTask {
          for await _ in inspection.faults.news { alarm.want(time.now()) }
        }
        group.addTask {
          for await _ in activity.news { alarm.want(time.now() + Engine.ownInterval) }
        }
        alarm.want(time.now())
        var last: [Sample] = []
        for await _ in alarm.rings {
          alarm.rang()
          let samples = await inspection.ownSamples()
          if let samples { await pipeline.send(.engine(.own(samples))) }
          if await isRestless(last, samples) { alarm.want(time.now() + Engine.ownInterval) }
          last = samples ?? last
        }
        group.cancelAll()
      }
    }
    alarm.end()
  }

  /// Whether there will be more to say without anything happening.
  private func isRestless(_ last: [Sample], _ samples: [Sample]?) async -> Bool {
    guard let samples else { return true }
    func values(_ samples: [Sample]) -> [Double] { samples.map(\.value) }
    if values(samples) != values(last) { return true }
    return await pipeline.look(\.hasOwnAlerts) ?? false
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
