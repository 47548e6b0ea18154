package import Model
package import Patterns

/// Runs the commands of all metrics at their times, and hands over what came of each run.
package struct CommandPoller<Time: Clock>: Sendable where Time.Instant == Instant {
  private enum Wake: Sendable {
    case timer(Instant)
    case ended(CommandRun)
  }

  private let metrics: [PolledMetric]
  private let slots: Int
  private let runner: CommandRunner
  private let clock: Time

  /// Prepares the commands of a rule set; fails where a pattern is wrong.
  package init(_ rules: RuleSet, runner: CommandRunner = CommandRunner(), clock: Time) throws(PatternError) {
    var metrics: [PolledMetric] = []
    for definition in rules.metrics {
      if let metric = try PolledMetric(definition) { metrics.append(metric) }
    }
    self.metrics = metrics
    slots = rules.maxConcurrentCommands
    self.runner = runner
    self.clock = clock
  }

  /// Polls until the task is cancelled, which ends the commands that are running, or until `deliver` throws.
  ///
  /// The next command waits for `deliver`, so that a slow receiver slows the polling and nothing piles up.
  package func run(deliver: (CommandRun) async throws -> Void) async rethrows {
    let byName = Dictionary(metrics.map { ($0.name, $0) }) { first, _ in first }
    var plan = PollPlan(
      metrics.map { ($0.name, $0.command.interval) },
      slots: slots,
      start: clock.now
    )
    try await withThrowingTaskGroup(of: Wake.self) { group in
      defer { group.cancelAll() }
      var timers: Set<Instant> = []
      while !Task.isCancelled {
        for (name, skipped) in plan.start(at: clock.now) {
          guard let metric = byName[name] else { continue }
          group.addTask { .ended(await poll(metric, skipped: skipped)) }
        }
        if let wake = plan.wake, timers.allSatisfy({ wake < $0 }) {
          timers.insert(wake)
          group.addTask {
            try? await clock.sleep(until: wake, tolerance: nil)
            return .timer(wake)
          }
        }
        // With no command and no timer, there is nothing to poll at all.
        guard let wake = await group.nextResult() else { return }
        switch wake {
        case .success(.timer(let instant)): timers.remove(instant)
        case .success(.ended(let run)):
          plan.ended(run.metric, at: clock.now)
          if !Task.isCancelled { try await deliver(run) }
        case .failure: return
        }
      }
    }
  }

  private func poll(_ metric: PolledMetric, skipped: Int) async -> CommandRun {
    let started = clock.now
    let output = await runner.run(
      metric.command.command,
      timeout: metric.timeout,
      outputLimit: metric.format.outputLimit
    )
    let ended = clock.now
    let status: Int? =
      switch output.ending {
      case .exited(let status): status
      case .signaled(let signal): -signal
      case .timedOut, .absent: nil
      }
    return CommandRun(
      metric: metric.name,
      started: started,
      duration: max(ended - started, .zero),
      status: status,
      result: metric.result(of: output, at: ended),
      skipped: skipped
    )
  }
}
