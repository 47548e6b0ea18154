import Engine
import Model

/// Counts what happens in a replay, by rule.
struct ReplayLog {
  /// Fewer notifications of a rule than this are not noise.
  private static let noise = 10
  /// An alert that fires again so soon after its end flaps.
  private static let flapPause = Duration.hours(1)
  /// Fewer flaps of a rule than this are no habit.
  private static let flapHabit = 3

  private struct Episode: Hashable {
    var rule: RuleName
    var key: String
  }

  private var rules: [RuleName: ReplayFindings.Rule] = [:]
  private var seen: Set<LineEvent.Target> = []
  private var storms = StormLog()
  private var overflowing: Set<String> = []
  /// When alerts ended, in the hour that began at ``turn`` and in the one before.
  private var ended: (now: [Episode: Instant], before: [Episode: Instant]) = ([:], [:])
  private var turn = Instant.distantPast
  private var notifications = 0
  private var messages = 0
  private var first: Instant?
  private var last: Instant?

  mutating func note(_ event: LineEvent) {
    first = min(first ?? event.time, event.time)
    last = max(last ?? event.time, event.time)
    for hit in event.hits {
      seen.insert(hit.target)
      if case .alert(let name) = hit.target { count(name) { $0.lines += 1 } }
    }
  }

  mutating func note(_ happenings: Happenings) {
    for (time, transition) in happenings.transitions { note(transition, at: time) }
    for notification in happenings.notifications {
      storms.note(notification)
      notifications += 1
      for name in Set((notification.alerts + notification.passed).map(\.rule)) {
        count(name) { $0.notifications += 1 }
      }
    }
    for (time, report) in happenings.reports { storms.note(report, at: time) }
    for fault in happenings.faults { overflowing.insert(fault.rule) }
    messages += happenings.told.count
  }

  private mutating func note(_ transition: AlertTransition, at time: Instant) {
    let episode = Episode(rule: transition.rule, key: transition.key)
    switch transition.step {
    case .fired:
      let end = ended.now[episode] ?? ended.before[episode]
      let isFlap = end.map { time - $0 < Self.flapPause } ?? false
      count(transition.rule) { rule in
        rule.fired += 1
        if isFlap { rule.flaps += 1 }
      }
    case .ended:
      if time - turn >= Self.flapPause {
        ended = ([:], time - turn < Self.flapPause * 2 ? ended.now : [:])
        turn = time
      }
      ended.now[episode] = time
    case .changed, .flapping, .steady: break
    }
  }

  private mutating func count(_ name: RuleName, _ change: (inout ReplayFindings.Rule) -> Void) {
    change(&rules[name, default: ReplayFindings.Rule(name: name)])
  }

  /// What came of it all; `sources` are those whose lines were read.
  mutating func findings(of definitions: RuleSet, sources: Set<SourceName>) -> ReplayFindings {
    storms.finish()
    var findings = ReplayFindings()
    (findings.first, findings.last, findings.messages) = (first, last, messages)
    findings.storms = storms.storms
    findings.rules = rules.values.sorted {
      ($1.notifications, $1.lines, $0.name) < ($0.notifications, $0.lines, $1.name)
    }
    findings.noisy = noisy(findings.rules)
    findings.flapping = findings.rules.filter { $0.flaps >= Self.flapHabit }.map(\.name)
    findings.overflowing = overflowing.sorted()
    for alert in definitions.alerts {
      guard case .lines(let lines) = alert.condition else { continue }
      noteUnseen(.alert(alert.rule), alert.rule.text, of: lines.source, sources, in: &findings)
    }
    for metric in definitions.metrics {
      switch metric.origin {
      case .lines(let lines):
        noteUnseen(.metric(metric.name), "metric \(metric.name)", of: lines.source, sources, in: &findings)
      case .command: findings.unread.append("metric \(metric.name)")
      }
    }
    return findings
  }

  private func noteUnseen(
    _ target: LineEvent.Target,
    _ name: String,
    of source: SourceName,
    _ sources: Set<SourceName>,
    in findings: inout ReplayFindings
  ) {
    if !sources.contains(source) {
      findings.unread.append(name)
    } else if !seen.contains(target) {
      findings.dead.append(name)
    }
  }

  /// The rules that together are half of what was told, where they are few and it is much.
  private func noisy(_ rules: [ReplayFindings.Rule]) -> [RuleName] {
    var noisy: [RuleName] = []
    var told = 0
    for rule in rules where told * 2 < notifications && rule.notifications >= Self.noise {
      noisy.append(rule.name)
      told += rule.notifications
    }
    return noisy
  }
}
