import Engine
import Foundation
import Model
import Testing

/// The engine beside a real Alertmanager.
///
/// `recorded.txt` is what Debian's 0.25 told when `record.py` played `scenario.txt` to it.
@Suite("Beside Alertmanager")
struct AlertmanagerTests {
  /// What was told: when, to whom, and which alerts.
  private struct Told: Equatable {
    var seconds: Double
    var text: String
  }

  @Test("the same alerts and routes give the same notifications within a second")
  func sideBySide() throws {
    let expected = try Self.lines(of: "recorded.txt").map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return Told(seconds: try #require(parts.first.flatMap { Double($0) }), text: String(parts[1]))
    }
    var ours = try Self.play()
    #expect(ours.count == expected.count)
    for told in expected {
      let match = ours.firstIndex { $0.text == told.text && abs($0.seconds - told.seconds) <= 1 }
      #expect(match != nil, "\(told.seconds) \(told.text)")
      if let match { ours.remove(at: match) }
    }
    #expect(ours.isEmpty)
  }

  private static func lines(of name: String) throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Alertmanager/\(name)")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
  }

  /// The routes of `record.py`.
  private static func rules() -> RuleSet {
    func route(_ hook: HookName, _ matchers: [Matcher], grouping: RouteDefinition.Grouping) -> RouteDefinition {
      RouteDefinition(
        matchers: matchers,
        hook: hook,
        grouping: grouping,
        groupWait: .seconds(2),
        groupInterval: .seconds(6),
        repeatInterval: .milliseconds(11_900)
      )
    }
    var root = route("ops", [], grouping: .by(["alert"]))
    let critical = Matcher(name: "severity", comparison: .equal, value: "critical")
    var pages = route("pages", [critical], grouping: .none)
    pages.groupWait = .zero
    pages.continues = true
    let names = Matcher(name: "alert", comparison: .matches, value: "Load|Page")
    root.routes = [pages, route("stats", [names], grouping: .by(["alert"]))]
    let alerts = ["Disk", "Load", "HostDown", "Page", "Quiet"].map { name in
      AlertDefinition(
        name: AlertName(name),
        condition: .lines(
          LineCondition(source: "source", match: ["x"], by: ["host"], resolve: [Interpolation("y")])
        ),
        labels: ["severity": Interpolation("{{severity}}")]
      )
    }
    let inhibition = InhibitionDefinition(
      source: [Matcher(name: "alert", comparison: .equal, value: "HostDown")],
      target: [Matcher(name: "severity", comparison: .matches, value: "warning|info")],
      equal: ["host"]
    )
    return RuleSet(alerts: alerts, route: root, inhibitions: [inhibition])
  }

  private static func play() throws -> [Told] {
    var timeline = Timeline(rules())
    for line in try lines(of: "scenario.txt") {
      let words = line.split(separator: " ").map(String.init)
      let offset = Duration.seconds(try #require(Int(words[0])))
      var labels: [String: String] = [:]
      for word in words.dropFirst(2) {
        let pair = word.split(separator: "=")
        labels[String(pair[0])] = String(pair[1])
      }
      let name = labels["alert"] ?? ""
      switch words[1] {
      case "fire": timeline.line(offset, .alert(AlertName(name)), labels)
      case "resolve": timeline.line(offset, .resolve(AlertName(name)), labels)
      case "silence":
        let seconds = Int(labels["seconds"] ?? "") ?? 0
        let silence = Silence(
          id: "1",
          matchers: [Matcher(name: "alert", comparison: .equal, value: name)],
          startsAt: Timeline.start + offset,
          endsAt: Timeline.start + offset + .seconds(seconds)
        )
        timeline.at(offset, .silence(silence))
      default: timeline.advance(to: offset)
      }
    }
    return timeline.notifications.map { notification in
      func text(_ status: Alert.Status) -> String {
        let names = notification.alerts.filter { $0.status == status }.map { "\($0.name)/\($0.labels["host"])" }
        return names.isEmpty ? "-" : names.sorted().joined(separator: " ")
      }
      let seconds = (notification.time - Timeline.start).inSeconds
      return Told(seconds: seconds, text: "\(notification.hook) \(text(.firing)) | \(text(.resolved))")
    }
  }
}
