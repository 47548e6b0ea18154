import Messages
import Model
import Testing

@Suite struct GroupTests {
  private let renderer = MessageRenderer(host: "web-1", zone: .utc)
  private let hook = HookDefinition(name: "ops", url: Secret(""))

  private func alerts(_ count: Int, firing: Int) -> [Alert] {
    (0..<count).map { number in
      Alert(
        name: "HostDown",
        labels: ["alert": "HostDown", "severity": "critical", "host": "db-\(number)"],
        status: number < firing ? .firing : .resolved,
        startsAt: .epoch,
        endsAt: number < firing ? nil : .epoch + .minutes(1)
      )
    }
  }

  @Test("a message about very many alerts tells twenty, counts the rest, and a file lists all")
  func veryMany() throws {
    let told = Notification(
      hook: "ops",
      groupLabels: [:],
      reason: .new,
      alerts: alerts(1200, firing: 1100),
      time: .epoch
    )
    let item = renderer.item(for: told, hook: hook, now: .epoch)
    #expect(item.text.hasPrefix("🔴 critical *HostDown* on 1200 hosts: 1100 firing, 100 resolved\n"))
    #expect(item.text.contains("\nand 1180 more in alerts.txt: 1080 firing, 100 resolved\n"))
    #expect(item.text.contains(" on db-19"))
    #expect(!item.text.contains(" on db-20"))
    #expect(item.alerts.count == 1200)
    let lines = try #require(list(with: item))
    #expect(lines.count == 1200)
    #expect(lines[700].contains("db-700"))
  }

  @Test("twenty alerts are told in full, without a file")
  func twenty() {
    let told = Notification(hook: "ops", groupLabels: [:], reason: .new, alerts: alerts(20, firing: 20), time: .epoch)
    let item = renderer.item(for: told, hook: hook, now: .epoch)
    #expect(item.text.contains(" on db-19"))
    #expect(list(with: item) == nil)
  }

  @Test("of very many alerts that fired and cleared unseen, twenty are told and a file lists all")
  func passed() throws {
    let told = Notification(
      hook: "ops",
      groupLabels: [:],
      reason: .passed,
      alerts: [],
      passed: alerts(300, firing: 0),
      time: .epoch
    )
    let item = renderer.item(for: told, hook: hook, now: .epoch)
    #expect(item.text.hasSuffix("\n280 more in alerts.txt"))
    #expect(item.text.split(separator: "\n").count == 22)
    #expect(try #require(list(with: item)).count == 300)
  }

  /// The lines of the file that goes along with a message of one item.
  private func list(with item: OutboxItem) -> [Substring]? {
    let post = Post(hook: "ops", items: [item], form: .whole, mayBeRepeat: false, created: .epoch)
    let file = renderer.body(of: post, hook: hook, now: .epoch).files.first { $0.name == "alerts.txt" }
    guard case .bytes(let bytes) = file?.content else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}
