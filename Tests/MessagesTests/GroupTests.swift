import Messages
import Model
import Testing

@Suite struct GroupTests {
  @Test("a message about very many alerts lists a thousand, counts the rest, and its title counts all")
  func veryMany() {
    let alerts = (0..<1200).map { number in
      Alert(
        name: "HostDown",
        labels: ["alert": "HostDown", "severity": "critical", "host": "db-\(number)"],
        status: number < 1100 ? .firing : .resolved,
        startsAt: .epoch,
        endsAt: number < 1100 ? nil : .epoch + .minutes(1)
      )
    }
    let hook = HookDefinition(name: "ops", url: Secret(""))
    let notification = Notification(hook: "ops", groupLabels: [:], reason: .new, alerts: alerts, time: .epoch)
    let item = MessageRenderer(host: "web-1", zone: .utc).item(for: notification, hook: hook, now: .epoch)
    #expect(item.text.hasPrefix("🔴 critical *HostDown* on 1200 hosts: 1100 firing, 100 resolved\n"))
    #expect(item.text.contains("\nand 195 more: 95 firing, 100 resolved\n"))
    #expect(item.text.contains(" on db-1004"))
    #expect(item.alerts.count == 1200)
  }
}
