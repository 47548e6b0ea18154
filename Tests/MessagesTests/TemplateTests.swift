import Messages
import Model
import Testing

@Suite struct TemplateTests {
  private static let names = AlertField.names(captures: ["ip", "user"], labels: ["severity"])

  private func rendered(_ source: String, _ values: [String: TemplateValue]) throws -> String {
    let template = try MessageTemplate(source, knownNames: Self.names)
    return template.rendered(zone: .utc, now: time("2026-11-23T09:00:00")) { values[$0] }
  }

  @Test(
    "values are shown as people read them",
    arguments: [
      ("no tags", "no tags"),
      ("{{count}} failed logins from {{ ip }} in {{window}}", "5 failed logins from 203.0.113.9 in 10 min"),
      ("disk at {{value | round}} %", "disk at 93 %"),
      ("{{value}}", "92.6"),
      ("since {{starts_at}}", "since 2026-11-23 08:48"),
      ("{{starts_at | since}} ago", "12 min ago"),
      ("{{labels.mount}} of {{labels}}", "\u{200B}/srv of mount: /srv, site: tallinn"),
      ("{{#user}}as {{user}}{{/user}}{{^user}}as nobody{{/user}}", "as nobody"),
      ("{{#lines}}- {{.}}\n{{/lines}}", "- one\n- two\n"),
      ("{{lines}}", "one\ntwo"),
      ("{{! a comment }}x", "x"),
      ("{{#ip}}\nyes\n{{/ip}}\n", "yes\n"),
      ("{{ip | upper | lower}}", "203.0.113.9"),
    ]
  )
  func values(source: String, expected: String) throws {
    let values: [String: TemplateValue] = [
      "count": .number(5), "ip": .text("203.0.113.9"), "window": .duration(.minutes(10)), "value": .number(92.6),
      "starts_at": .instant(time("2026-11-23T08:48:00")), "lines": .list(["one", "two"]),
      "labels": .labels(["mount": "/srv", "site": "tallinn"]),
    ]
    #expect(try rendered(source, values) == expected)
  }

  @Test(
    "a formatter gives",
    arguments: [
      ("round", .number(92.5), "93"), ("round", .text("12.4"), "12"), ("round", .text("n/a"), "n/a"),
      ("humanize", .number(1_234_567), "1.23M"), ("humanize", .number(0.0045), "4.5m"), ("humanize", .number(0), "0"),
      ("bytes", .number(1536), "1.5 KiB"), ("bytes", .text("4294967296"), "4 GiB"), ("bytes", .number(17), "17 B"),
      ("duration", .number(7800), "2 h 10 min"), ("duration", .number(0.25), "250 ms"),
      ("percent", .number(0.0534), "5.34 %"), ("percent", .number(1), "100 %"),
      ("upper", .text("eth0"), "ETH0"), ("lower", .text("ETH0"), "eth0"),
      ("truncate", .text(String(repeating: "a", count: 130)), String(repeating: "a", count: 119) + "…"),
      ("humanize", .number(.infinity), "+Inf"), ("round", .number(.nan), "NaN"),
    ] as [(String, TemplateValue, String)]
  )
  func formatters(name: String, value: TemplateValue, expected: String) throws {
    #expect(try rendered("{{value | \(name)}}", ["value": value]) == expected)
  }

  @Test("a formatter that gets what it is not for leaves it as it is", arguments: TemplateFormatter.allCases)
  func everyFormatter(_ formatter: TemplateFormatter) throws {
    #expect(try rendered("{{ip | \(formatter.rawValue)}}", ["ip": .text("")]) == "")
    #expect(!(try rendered("{{lines | \(formatter.rawValue)}}", ["lines": .list(["x"])])).isEmpty)
  }

  @Test(
    "no number is too large, too small or too odd for a formatter",
    arguments: [
      0, -0.0, 1, -1, 0.5, 999.5, 1e15, 1e300, -1e300, 1e-300, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
      .infinity, -.infinity, .nan,
    ]
  )
  func extremes(number: Double) throws {
    for formatter in TemplateFormatter.allCases {
      let text = try rendered("{{value | \(formatter.rawValue)}}", ["value": .number(number)])
      #expect(!text.isEmpty)
      #expect(number.isNaN || !text.contains("NaN"), "\(formatter) of \(number) is \(text)")
    }
  }

  @Test(
    "a wrong template is refused at load, with its place",
    arguments: [
      ("{{cuont}} logins", 2, "unknown name 'cuont'"),
      ("é {{ cuont }}", 5, "unknown name 'cuont'"),
      ("{{value | rond}}", 10, "unknown formatter 'rond'"),
      ("{{count", 0, "'{{' has no end '}}'"),
      ("x {{{count}} y", 2, "'{{{' has no end '}}}'"),
      ("{{#ip}}x", 3, "the section 'ip' has no end {{/ip}}"),
      ("{{#ip}}x{{/user}}", 8, "{{/user}} stands where {{/ip}} is expected"),
      ("x{{/ip}}", 1, "{{/ip}} ends no section"),
      ("{{> part}}", 0, "'{{>' is not supported in a rule's templates"),
      ("{{=<% %>=}}", 0, "'{{=' is not supported in a rule's templates"),
      ("{{round(value)}}", 2, "'round(value)' is no name"),
      ("{{}}", 2, "a name is missing"),
      ("{{#lines | upper}}{{/lines}}", 11, "a formatter belongs to a value, not to a section"),
    ]
  )
  func refused(source: String, offset: Int, message: String) throws {
    let error = #expect(throws: TemplateError.self) { try MessageTemplate(source, knownNames: Self.names) }
    #expect(error?.offset == offset)
    #expect(error?.description == message)
  }

  @Test("an unknown word comes with the words to choose from")
  func choices() throws {
    let error = #expect(throws: TemplateError.self) {
      try MessageTemplate("{{cuont}}", knownNames: ["count", "ip"])
    }
    #expect(error?.unknownWord == "cuont")
    #expect(error?.choices == ["count", "ip"])
  }

  @Test("a value in an address is percent-encoded, whatever it holds")
  func address() throws {
    let template = try MessageTemplate("https://wiki/{{ip}}?x={{{user}}}", knownNames: nil, content: .address)
    let values = ["ip": "a b/é>>&\n", "user": "a=1"]
    let text = template.rendered(zone: .utc, now: .epoch) { values[$0].map { .text($0) } }
    #expect(text == "https://wiki/a%20b%2F%C3%A9%3E%3E%26%0A?x=a=1")
  }

  @Test("every name of an alert has a value or none, and says what it is", arguments: AlertField.allCases)
  func fields(_ field: AlertField) {
    #expect(!field.meaning.isEmpty)
    #expect(AlertField.names(captures: [], labels: []).contains(field.rawValue))
  }
}
