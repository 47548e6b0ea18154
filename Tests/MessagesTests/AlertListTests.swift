import Model
import Testing

@testable import Messages

@Suite("Alerts that are told together")
struct AlertListTests {
  private let hook = HookDefinition(name: "ops", url: Secret("https://fleep.io/hook/x"))
  private let now = Instant(seconds: 1_800_000_000)

  private func post(_ form: Post.Form, alerts: Int) -> Post {
    let items = (1...alerts).map { number in
      OutboxItem(
        id: Int64(number),
        hook: "ops",
        kind: .alerts,
        queued: now,
        text: "alert \(number)",
        alerts: [
          AlertBrief(
            name: "Numbered",
            key: "key\(number)",
            status: .firing,
            severity: .warning,
            startsAt: now,
            endsAt: nil,
            count: 1,
            headline: "*Numbered* on web-1: this is \(number)"
          )
        ]
      )
    }
    return Post(hook: "ops", items: items, form: form, mayBeRepeat: false, created: now)
  }

  @Test(
    "a merged or folded message counts many alerts, and lists each of them in a file",
    arguments: [Post.Form.merged, .folded]
  )
  func listed(form: Post.Form) throws {
    let body = MessageRenderer(host: "web-1", zone: .utc).body(of: post(form, alerts: 300), hook: hook, now: now)
    let file = try #require(body.files.first { $0.name == "alerts.txt" })
    guard case .bytes(let bytes) = file.content else { return #expect(Bool(false), "the file has no bytes") }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 300)
    #expect(lines[41].contains("this is 42"))
    #expect(lines[41].contains("key42"))
  }

  @Test("a message that tells each alert in full has no list")
  func notListed() {
    #expect(
      MessageRenderer(host: "web-1", zone: .utc).body(of: post(.whole, alerts: 3), hook: hook, now: now).files == []
    )
  }
}
