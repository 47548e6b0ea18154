import FleepStandIn
import Foundation

/// Alerts that are told apart by a number, one for each line `alert number N` of `app.log`.
enum NumberedAlerts {
  static let files = [
    "fleepd.yaml": """
    hooks:
      ops: {url_file: ops-hook, user: web-1, rate_limit: {every: 1ms, burst: 1000}}
    route: {hook: ops, group_by: ['...'], group_wait: 0s}
    rule_files: [rules.yaml]
    """,
    "rules.yaml": """
    sources:
      app: {files: [app.log], read_from: beginning}
    alerts:
      - alert: Numbered
        source: app
        match: 'alert number (?<number>\\d+)'
        by: [number]
        annotations: {summary: 'this is <{{number}}>'}
    """,
    "app.log": "",
  ]

  /// The numbers that a message tells.
  static func told(in message: StoredMessage) -> [Int] {
    whole(message).split(separator: "this is <").dropFirst().compactMap { Int($0.prefix { $0.isNumber }) }
  }

  /// Each alert that a message tells: its text, or the list that goes along when many are told together.
  static func whole(_ message: StoredMessage) -> String {
    let list = message.files.first { $0.name == "alerts.txt" }.map { String(decoding: $0.content, as: UTF8.self) }
    return list ?? message.text
  }

  static func isMarkedAsRepeat(_ message: StoredMessage) -> Bool { message.text.contains("repeat") }
}
