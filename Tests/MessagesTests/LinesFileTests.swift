import Model
import Testing

@testable import Messages

@Suite("The lines of an alert that its message has no room for")
struct LinesFileTests {
  private let renderer = MessageRenderer(host: "web-1", zone: .utc)
  private let hook = HookDefinition(name: "ops", url: Secret(""))

  private func alert(_ lines: [String], number: Int = 1, status: Alert.Status = .firing) -> Alert {
    Alert(
      name: "Down",
      labels: ["alert": "Down", "number": "\(number)"],
      status: status,
      startsAt: .epoch,
      lines: lines,
      annotations: ["summary": "down"]
    )
  }

  private func item(_ alerts: [Alert], hook: HookDefinition? = nil) -> OutboxItem {
    let told = Notification(hook: "ops", groupLabels: [:], reason: .new, alerts: alerts, time: .epoch)
    return renderer.item(for: told, hook: hook ?? self.hook, now: .epoch)
  }

  private func firstFile(of item: OutboxItem) -> String? {
    guard case .bytes(let bytes) = item.files.first?.content else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "go along as a file, and the message says in which",
    arguments: [
      [(1...13).map { "row \($0)" }.joined(separator: "\n")],
      [String(repeating: "long ", count: 100)],
      // Fewer letters than fit, of which each is two Unicode scalars.
      [String(repeating: "e\u{301}", count: 300)],
      ["a\nb\nc\nd", "e\nf\ng\nh\ni", "j", "k", "l"],
    ]
  )
  func attached(lines: [String]) throws {
    let down = alert(lines)
    let item = item([down])
    #expect(item.files.map(\.name) == ["lines-\(down.key).txt"])
    #expect(firstFile(of: item) == lines.joined(separator: lines[0].contains("\n") ? "\n\n" : "\n") + "\n")
    #expect(item.text.hasSuffix("key \(down.key) · more in lines-\(down.key).txt"))
  }

  @Test(
    "are none where it has them all, or where the alert is over",
    arguments: [
      (1...5).map { "line \($0)" }, ["one\n"], [], [(1...12).map { "row \($0)" }.joined(separator: "\n") + "\n"],
    ]
  )
  func notAttached(lines: [String]) {
    #expect(item([alert(lines)]).files.isEmpty)
    let long = [String](repeating: String(repeating: "long ", count: 100), count: 5)
    #expect(item([alert(long, status: .resolved)]).files.isEmpty)
  }

  @Test("of a group are a file for each alert that has a paragraph of its own")
  func group() {
    let alerts = (1...7).map { alert(["one", "two", "three"], number: $0) }
    let item = item(alerts)
    #expect(item.files.map(\.name) == alerts.prefix(5).map { "lines-\($0.key).txt" })
    for file in item.files { #expect(item.text.contains("more in \(file.name)")) }
  }

  @Test("hold nothing that a terminal or an editor would heed, and are not longer than the hook takes")
  func safe() {
    let down = alert(["\u{1B}[31mred\u{202E}", "\u{7}2", "3", "4", "5", "*6*"])
    #expect(firstFile(of: item([down])) == "[31mred\u{FFFD}\n2\n3\n4\n5\n*6*\n")
    var small = hook
    small.maxFileSize = ByteCount(60)
    let long = item([alert((1...20).map { "line \($0)" })], hook: small)
    #expect(firstFile(of: long) == "line 1\nline 2\n… cut here: the hook takes no larger file\n")
  }
}
