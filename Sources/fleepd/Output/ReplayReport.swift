import Daemon
import Foundation
import Model

/// A replay for people or, as one JSON object, for programs: each message as it is told, then what was found about the rules.
struct ReplayReport {
  private let isJSON: Bool
  private var messages = 0

  init(json: Bool) {
    isJSON = json
    if json { Terminal.print(#"{"messages": ["#) }
  }

  mutating func show(_ message: ToldMessage) throws {
    messages += 1
    if isJSON {
      Terminal.print((messages > 1 ? "," : "") + (try Terminal.json(message)))
    } else {
      let rows = message.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let body = rows.map { "\n  \(Substring($0))" }.joined()
      Terminal.print("\(Self.time(message.time)) to \(message.hook)\(body)")
    }
  }

  func show(_ findings: ReplayFindings) throws {
    if isJSON {
      Terminal.print("], \"findings\": \(try Terminal.json(findings))}")
    } else {
      Terminal.print(Self.text(of: findings).joined(separator: "\n"))
    }
  }

  private static func text(of findings: ReplayFindings) -> [String] {
    var lines = ["\(findings.lines) lines read; \(findings.messages) messages would have been sent"]
    if let first = findings.first, let last = findings.last {
      lines.append("rules saw lines from \(time(first)) to \(time(last))")
    }
    lines += table(of: findings.rules)
    if !findings.storms.isEmpty { lines.append("storms:") }
    lines += findings.storms.map { "  \(text(of: $0))" }
    let lists: [(title: String, names: [String])] = [
      ("noisy, half of all that is told", findings.noisy.map(\.text)),
      ("flapping, firing again within an hour of the end", findings.flapping.map(\.text)),
      ("more keys than a rule remembers", findings.overflowing),
      ("matched no line", findings.dead),
      ("not replayed, for want of their source's lines or of a command", findings.unread),
    ]
    for list in lists where !list.names.isEmpty { lines.append("\(list.title): \(list.names.joined(separator: ", "))") }
    return lines
  }

  private static func table(of rules: [ReplayFindings.Rule]) -> [String] {
    guard !rules.isEmpty else { return [] }
    let rows =
      [["rule", "lines", "fired", "told", "flaps"]]
      + rules.map { [$0.name.text, "\($0.lines)", "\($0.fired)", "\($0.notifications)", "\($0.flaps)"] }
    let width = rows.map(\.[0].count).max() ?? 0
    return rows.map { row in
      let name = row[0] + String(repeating: " ", count: width - row[0].count)
      let numbers = row.dropFirst().map { String(repeating: " ", count: max(0, 9 - $0.count)) + $0 }
      return "  \(name)\(numbers.joined())"
    }
  }

  private static func text(of storm: ReplayFindings.Storm) -> String {
    let end = storm.ended.map { "to \(time($0))" } ?? "to beyond the end"
    let cause = storm.cause.map { ", \(storm.causeAlerts) of them \($0)" } ?? ""
    return "\(time(storm.began)) \(end) on \(storm.hook): \(storm.alerts) alerts\(cause)"
  }

  private static func time(_ instant: Instant) -> String {
    Date(timeIntervalSince1970: instant.seconds).formatted(.iso8601)
  }
}
