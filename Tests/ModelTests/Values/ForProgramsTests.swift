import Foundation
import Model
import Testing

@Suite("JSON")
struct ForProgramsTests {
  private struct Value: Codable, Equatable {
    var time: Instant
    var severity: Severity
  }

  @Test(
    "has times and severities as programs read them, and as short as they can be for fleepd itself",
    arguments: [
      (1_795_582_008_911_876_510, "2026-11-25T04:46:48.911Z"), (0, "1970-01-01T00:00:00.000Z"),
      (-1, "1969-12-31T23:59:59.999Z"), (5_000_000, "1970-01-01T00:00:00.005Z"),
    ]
  )
  func coding(nanoseconds: Int64, text: String) throws {
    let value = Value(time: Instant(nanoseconds: nanoseconds), severity: .critical)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let own = try encoder.encode(value)
    #expect(String(decoding: own, as: UTF8.self) == #"{"severity":2,"time":\#(nanoseconds)}"#)
    #expect(try JSONDecoder().decode(Value.self, from: own) == value)
    encoder.userInfo = .forPrograms
    let others = String(decoding: try encoder.encode(value), as: UTF8.self)
    #expect(others == #"{"severity":"critical","time":"\#(text)"}"#)
  }

  @Test("has an alert's window in seconds, and all of an alert is read back as fleepd itself writes it")
  func alert() throws {
    let alert = Alert(
      name: "Guessing",
      rule: "Guessing#2",
      labels: ["ip": "203.0.113.9"],
      status: .resolved,
      startsAt: .epoch,
      endsAt: .epoch + .minutes(20),
      count: 3,
      window: .milliseconds(1500),
      value: 2,
      fields: ["ip": "203.0.113.9"],
      lines: ["a line"],
      source: "auth",
      origin: "/var/log/auth.log",
      annotations: ["summary": "{{count}}"]
    )
    let encoder = JSONEncoder()
    #expect(try JSONDecoder().decode(Alert.self, from: encoder.encode(alert)) == alert)
    encoder.userInfo = .forPrograms
    let others = try JSONSerialization.jsonObject(with: encoder.encode(alert)) as? [String: Any]
    #expect(others?["window"] as? Double == 1.5)
  }
}
