import Engine
import Foundation
import Model
import Testing

/// A scenario of alerts and silences, played to the engine with the routes that `record.py` gives to Alertmanager.
enum AlertmanagerScenario {
  /// What was told: when, to whom, and which alerts.
  struct Told: Equatable {
    var seconds: Double
    var text: String
  }

  /// What one told that the other did not at about the same time; nil: nothing.
  static func difference(_ ours: [Told], _ theirs: [Told], within seconds: Double) -> String? {
    var left = ours
    let missing = theirs.filter { told in
      let match = left.firstIndex { $0.text == told.text && abs($0.seconds - told.seconds) <= seconds }
      if let match { left.remove(at: match) }
      return match == nil
    }
    guard !left.isEmpty || !missing.isEmpty else { return nil }
    func text(_ told: [Told]) -> String { told.map { "\($0.seconds) \($0.text)" }.joined(separator: "; ") }
    return "only the engine tells: \(text(left)). Only Alertmanager tells: \(text(missing))."
  }

  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Alertmanager/\(name)").path
  }

  /// What a file says that an Alertmanager told.
  static func told(in path: String) throws -> [Told] {
    try lines(of: path).map { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      return Told(seconds: try #require(parts.first.flatMap { Double($0) }), text: String(parts[1]))
    }
  }

  private static func lines(of path: String) throws -> [String] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
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

  /// What the engine tells over virtual time.
  static func play(_ path: String) throws -> [Told] {
    var timeline = Timeline(rules())
    for line in try lines(of: path) {
      let words = line.split(separator: " ").map(String.init)
      let offset = Duration.seconds(try #require(Double(words[0])))
      var labels: [String: String] = [:]
      for word in words.dropFirst(2) {
        let pair = word.split(separator: "=")
        labels[String(pair[0])] = String(pair[1])
      }
      let name = labels["alert"] ?? ""
      switch words[1] {
      case "fire": timeline.line(offset, .alert(RuleName(name)), labels)
      case "resolve": timeline.line(offset, .resolve(RuleName(name)), labels)
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
