import Daemon
import Foundation
import Model

/// What a replay gave: the messages, how often each rule saw a line, and which rules are noisy or dead.
struct ReplayReport: Encodable {
  struct Rule: Encodable {
    var name: String
    var lines: Int
  }

  private(set) var lines: Int
  private(set) var bytes: Int
  private(set) var messages: [ToldMessage]
  /// The most frequent first.
  private(set) var rules: [Rule]
  /// Rules on lines that saw none.
  private(set) var dead: [String]

  init(_ replay: Replay, rehearsal: Rehearsal?, rules definitions: RuleSet) {
    lines = replay.lines
    bytes = replay.bytes
    messages = rehearsal?.told ?? []
    rules = definitions.alerts.compactMap { alert in
      guard let count = replay.counts[.alert(alert.name)] else { return nil }
      return Rule(name: alert.name.text, lines: count)
    }
    rules.sort { ($1.lines, $0.name) < ($0.lines, $1.name) }
    dead = definitions.alerts.compactMap { alert in
      guard case .lines = alert.condition, replay.counts[.alert(alert.name)] == nil else { return nil }
      return alert.name.text
    }
  }

  var text: String {
    var parts = messages.map { message in
      let body = message.text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      return "\(Self.time(message.time)) to \(message.hook)\n\(body.joined(separator: "\n"))"
    }
    var closing = ["\(lines) lines read; \(messages.count) messages would have been sent"]
    closing += rules.map { "  \($0.name): \($0.lines) lines" }
    if !dead.isEmpty { closing.append("  saw no line: " + dead.joined(separator: ", ")) }
    parts.append(closing.joined(separator: "\n"))
    return parts.joined(separator: "\n")
  }

  private static func time(_ instant: Instant) -> String {
    Date(timeIntervalSince1970: instant.seconds).formatted(.iso8601)
  }
}
