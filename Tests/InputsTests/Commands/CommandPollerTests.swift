import Inputs
import Model
import Testing

@Suite("Polling commands")
struct CommandPollerTests {
  private struct Enough: Error {}

  private func rules(_ commands: [String: CommandMetric], slots: Int = 4) -> RuleSet {
    RuleSet(
      metrics: commands.sorted { $0.key < $1.key }.map { name, command in
        MetricDefinition(name: MetricName(name), origin: .command(command))
      },
      route: RouteDefinition(hook: "ops"),
      maxConcurrentCommands: slots
    )
  }

  /// Polls until so many runs have come.
  private func runs(_ count: Int, of rules: RuleSet) async throws -> [CommandRun] {
    let poller = try CommandPoller(rules, clock: WallClock())
    var runs: [CommandRun] = []
    await #expect(throws: Enough.self) {
      try await poller.run { run in
        runs.append(run)
        if runs.count == count { throw Enough() }
      }
    }
    return runs
  }

  @Test("Real commands are polled again and again, each with what it printed")
  func real() async throws {
    // A command may take as long as its interval: on a busy machine that must be plenty.
    let interval = Duration.seconds(5)
    let runs = try await runs(
      6,
      of: rules([
        "disk": CommandMetric(
          command: ["df", "--output=pcent", "/"],
          interval: interval,
          parse: .regex(#"(?<value>\d+)%"#)
        ),
        "load": CommandMetric(
          command: ["/usr/lib/nagios/plugins/check_load", "-w", "500,400,300", "-c", "1000,800,600"],
          interval: interval,
          parse: .nagios
        ),
        "wrong": CommandMetric(command: ["/bin/sh", "-c", "echo no >&2; exit 7"], interval: interval),
      ])
    )
    #expect(Set(runs.map(\.metric)) == ["disk", "load", "wrong"])
    for run in runs {
      switch (run.metric, run.result) {
      case ("disk", .samples(let samples)): #expect(samples.map { (0...100).contains($0.value) } == [true])
      case ("load", .samples(let samples)):
        #expect(samples.first?.metric == "load_status")
        #expect(samples.contains { $0.metric == "load_perfdata" && $0.labels == ["label": "load1"] })
      case ("wrong", .failed(let status, let message)): #expect((status, message) == (7, "no"))
      default: Issue.record("\(run)")
      }
    }
  }

  @Test("A slow command is not run twice at once, and the runs left out are counted")
  func slow() async throws {
    let slow = CommandMetric(command: ["sleep", "0.25"], interval: .milliseconds(300), timeout: .milliseconds(300))
    let runs = try await runs(3, of: rules(["slow": slow]))
    for (earlier, later) in zip(runs, runs.dropFirst()) {
      #expect(later.started >= earlier.started + earlier.duration)
    }
  }

  @Test("Cancelling ends the polling and the command that runs")
  func cancelled() async throws {
    let marker = Marker()
    let endless = CommandMetric(
      command: ["/bin/sh", "-c", "\(marker.command); exec sleep 1000"],
      interval: .milliseconds(50),
      timeout: .hours(1)
    )
    let process = try await withThrowingTaskGroup(of: Void.self) { group in
      let poller = try CommandPoller(rules(["endless": endless]), clock: WallClock())
      group.addTask { await poller.run { _ in } }
      let process = try await marker.process
      group.cancelAll()
      return process
    }
    #expect(!isRunning(process))
  }

  @Test("Rules without a command have nothing to poll")
  func nothing() async throws {
    let poller = try CommandPoller(rules([:]), clock: WallClock())
    await poller.run { run in Issue.record("\(run)") }
  }
}
