import AsyncAlgorithms
import Inputs
import Model
import Patterns
import ServiceLifecycle
import Synchronization

/// Polls the metrics' commands and hands their runs to the pipeline, over reloads.
final class CommandService: Service {
  private let events: AsyncChannel<PipelineEvent>
  private let generations: AsyncStream<CommandPoller<WallClock>>
  private let next: AsyncStream<CommandPoller<WallClock>>.Continuation
  private let lastRuns: Mutex<[MetricName: CommandRun]> = Mutex([:])

  init(rules: RuleSet, events: AsyncChannel<PipelineEvent>) throws(PatternError) {
    self.events = events
    (generations, next) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    next.yield(try CommandPoller(rules, clock: WallClock()))
  }

  /// Ends the commands that are running, and goes on with those of other rules.
  func reload(_ rules: RuleSet) throws(PatternError) {
    next.yield(try CommandPoller(rules, clock: WallClock()))
    lastRuns.withLock { runs in runs = runs.filter { run in rules.metrics.contains { $0.name == run.key } } }
  }

  /// What came of the last run of each metric's command, by name.
  var runs: [CommandRun] { lastRuns.withLock { runs in runs.values.sorted { $0.metric < $1.metric } } }

  func run() async throws {
    await cancelWhenGracefulShutdown {
      var iterator = self.generations.makeAsyncIterator()
      var poller = await iterator.next()
      while let current = poller {
        poller = await withTaskGroup(of: Void.self) { group in
          group.addTask { await self.poll(current) }
          let next = await iterator.next()
          group.cancelAll()
          return next
        }
      }
    }
  }

  private func poll(_ poller: CommandPoller<WallClock>) async {
    await poller.run { run in
      lastRuns.withLock { $0[run.metric] = run }
      await events.send(.command(run))
    }
  }
}
