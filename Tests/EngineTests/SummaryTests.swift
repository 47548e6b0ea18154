import Engine
import Model
import Testing

@Suite("Summaries")
struct SummaryTests {
  private static let top = SectionDefinition.TopSection(
    title: "Top",
    source: "source",
    match: ["x"],
    by: "ip",
    count: 2
  )

  private static func rules(_ schedule: String, period: Duration = .days(1)) throws -> RuleSet {
    let summary = SummaryDefinition(
      name: "daily",
      schedule: try Schedule(schedule),
      period: period,
      hook: "stats",
      sections: [
        .value(SectionDefinition.ValueSection(title: "Disk", metric: "disk", unit: .percent)), .top(top),
        .alerts(title: "Alerts"),
      ]
    )
    let alert = AlertDefinition(
      name: "Rule",
      condition: .lines(LineCondition(source: "source", match: ["x"], resolveAfter: .minutes(15)))
    )
    let metric = MetricDefinition(name: "disk", origin: .command(CommandMetric(command: ["df"], interval: .minutes(1))))
    return RuleSet(metrics: [metric], alerts: [alert], summaries: [summary], route: .at("ops"))
  }

  private static let midnight = Instant(seconds: 1_790_035_200)

  @Test("it is made once for each point, over the last whole local day")
  func points() throws {
    var timeline = Timeline(try Self.rules("*-*-* 09:00 Europe/Tallinn"))
    timeline.advance(to: .days(3))
    let nine = Self.midnight + .hours(6)
    #expect(timeline.reports.map(\.scheduled) == [nine, nine + .days(1), nine + .days(2)])
    #expect(timeline.reports.map(\.time) == timeline.reports.map(\.scheduled))
    let localMidnight = Self.midnight - .hours(3)
    #expect(timeline.reports.first?.period == localMidnight - .days(1)..<localMidnight)
    #expect(timeline.reports.allSatisfy { $0.hook == "stats" })
  }

  @Test("over restarts there is no second one")
  func restarts() throws {
    var timeline = Timeline(try Self.rules("*-*-* *:00 UTC", period: .hours(1)))
    for quarter in 1..<40 {
      timeline.advance(to: .minutes(15 * quarter))
      timeline.restart()
    }
    #expect(timeline.reports.count == 10)
    #expect(Set(timeline.reports.map(\.scheduled)).count == 10)
  }

  @Test(
    "after downtime a missed one comes late, up to 12 hours",
    arguments: [(Duration.hours(11), 1), (.hours(13), 0)]
  )
  func late(away: Duration, count: Int) throws {
    var timeline = Timeline(try Self.rules("*-*-* 14:00 UTC"))
    let point = Self.midnight - .hours(10)
    timeline.advance(to: .minutes(10))
    timeline.restart(at: point - Timeline.start + away)
    #expect(timeline.reports.map(\.scheduled) == [Instant](repeating: point, count: count))
    #expect(timeline.reports.allSatisfy { $0.time == point + away })
  }

  @Test("it waits until the lines are read that were written while fleepd was down")
  func waitsForLines() throws {
    var timeline = Timeline(try Self.rules("*-*-* 14:00 UTC", period: .hours(1)))
    timeline.advance(to: .minutes(10))
    timeline.restart(at: .hours(2), caughtUp: false)
    timeline.handle(.tick)
    #expect(timeline.reports.isEmpty)
    let read = timeline.now - Timeline.start
    timeline.line(.minutes(20), .section("daily", index: 1), ["ip": "a"], readAt: read)
    timeline.handle(.caughtUp)
    #expect(timeline.reports.map { $0.sections[1] } == [.top(title: "Top", [.init(value: "a", count: 1)], others: 0)])
  }

  @Test("the most frequent values come first, and the rest is counted")
  func topValues() throws {
    var timeline = Timeline(try Self.rules("*-*-* 00:10 UTC"))
    for (count, ip) in [(3, "a"), (9, "b"), (3, "c"), (1, "d")] {
      for _ in 0..<count { timeline.line(.hours(1), .section("daily", index: 1), ["ip": ip]) }
    }
    timeline.line(.hours(1), .section("daily", index: 1), [:])
    timeline.restart()
    timeline.advance(to: .hours(11))
    let listed: [SummaryReport.Count] = [.init(value: "b", count: 9), .init(value: "a", count: 3)]
    #expect(timeline.reports.first?.sections[1] == .top(title: "Top", listed, others: 4))
    timeline.advance(to: .hours(35))
    #expect(timeline.reports.last?.sections[1] == .top(title: "Top", [], others: 0))
  }

  @Test("values that find no room are counted among the others")
  func boundedValues() throws {
    var timeline = Timeline(try Self.rules("*-*-* 00:10 UTC"))
    for number in 0..<700 { timeline.line(.hours(1), .section("daily", index: 1), ["ip": "\(number)"]) }
    timeline.advance(to: .hours(11))
    guard case .top(_, let listed, let others) = timeline.reports.first?.sections[1] else {
      Issue.record("no section")
      return
    }
    #expect(listed.map(\.count) == [1, 1])
    #expect(others == 698)
  }

  @Test("a value is the present one, and none where the last is too old")
  func values() throws {
    var timeline = Timeline(try Self.rules("*-*-* *:00 UTC", period: .hours(1)))
    func run(_ offset: Duration) -> EngineEvent {
      let sample = Sample(metric: "disk", labels: [:], value: 42, time: Timeline.start + offset)
      return .command(
        CommandRun(metric: "disk", started: sample.time, duration: .zero, status: 0, result: .samples([sample]))
      )
    }
    timeline.at(.minutes(25), run(.minutes(25)))
    timeline.restart()
    timeline.advance(to: .hours(2))
    let values = timeline.reports.map { $0.sections[0] }
    #expect(
      values == [
        .values(title: "Disk", unit: "percent", [.init(labels: [:], value: 42)]),
        .values(title: "Disk", unit: "percent", [.init(labels: [:], value: nil)]),
      ]
    )
  }

  @Test("alerts are listed with their times, open ones without an end")
  func episodes() throws {
    var timeline = Timeline(try Self.rules("*-*-* 14:00 UTC", period: .hours(1)))
    timeline.line(.minutes(1))
    timeline.line(.minutes(2))
    timeline.line(.minutes(25))
    timeline.restart()
    timeline.advance(to: .minutes(30))
    guard case .alerts("Alerts", let listed) = timeline.reports.first?.sections[2] else {
      Issue.record("no section")
      return
    }
    #expect(listed.map(\.startsAt) == [.minutes(1), .minutes(25)].map { Timeline.start + $0 })
    #expect(listed.map(\.endsAt) == [Timeline.start + .minutes(17), nil])
    #expect(listed.map(\.count) == [2, 1])
  }
}
