import Inputs
import Model
import Testing

@Suite("What rules see of a line")
struct RecognizerTests {
  private static let arrival = Instant(seconds: 1_700_000_000)

  private func recognizer(
    _ conditions: [LineCondition],
    metrics: [LineMetric] = [],
    parse: SourceDefinition.Parse? = nil,
    time: EventTime? = nil
  ) throws -> Recognizer {
    let source = SourceDefinition(name: "log", input: .standardInput, parse: parse, time: time)
    let rules = RuleSet(
      sources: [source],
      metrics: metrics.enumerated().map { MetricDefinition(name: MetricName("m\($0)"), origin: .lines($1)) },
      alerts: conditions.enumerated().map { AlertDefinition(name: AlertName("a\($0)"), condition: .lines($1)) },
      route: RouteDefinition(hook: "ops")
    )
    return Recognizer(try SourceRules(source: source, rules: rules))
  }

  private func events(_ recognizer: Recognizer, _ text: String, before: Instant? = nil) -> [LineEvent] {
    var (text, before) = (text, before)
    return text.withUTF8 { bytes in
      recognizer.recognize(UnsafeRawBufferPointer(bytes), origin: "f", arrival: Self.arrival, lineBefore: &before)
    }
  }

  @Test("Only lines that a rule sees become events, each with its captures")
  func captures() throws {
    let condition = LineCondition(source: "log", match: [#"failed for (?<user>\S+) from (?<ip>\S+)"#])
    let events = events(try recognizer([condition]), "nothing\nfailed for joe from ::1\r\nfailed\n")
    #expect(events.map(\.text) == ["failed for joe from ::1"])
    #expect(events.first?.hits == [LineEvent.Hit(target: .alert("a0"), fields: ["user": "joe", "ip": "::1"])])
    #expect(events.first?.time == Self.arrival)
  }

  @Test("Any of several patterns gives one hit; rules come in their order, whatever the order of their patterns")
  func severalPatterns() throws {
    let any = LineCondition(source: "log", match: ["disk", "error (?<code>\\d+)"])
    let other = LineCondition(source: "log", match: ["error"])
    let events = events(try recognizer([any, other]), "disk error 7\n")
    #expect(events.first?.hits.map(\.target) == [.alert("a0"), .alert("a1")])
  }

  @Test("unless and where keep a rule from seeing a line")
  func exemptions() throws {
    let condition = LineCondition(
      source: "log",
      match: [#"took (?<ms>\d+) ms"#],
      unless: ["healthz"],
      condition: .compare(field: "ms", .greater, .number(500))
    )
    let lines = "a took 501 ms\nb took 500 ms\nhealthz took 900 ms\n"
    #expect(events(try recognizer([condition]), lines).map(\.text) == ["a took 501 ms"])
  }

  @Test("Places in without and resolve capture what the captures of match would")
  func secondLines() throws {
    let deploy = LineCondition(
      source: "log",
      match: [#"deploy (?<id>\w+) started"#],
      by: ["id"],
      expectation: LineCondition.Expectation(
        without: Interpolation("deploy {{id}} (finished|failed)"),
        within: .minutes(20)
      )
    )
    let link = LineCondition(
      source: "log",
      match: [#"(?<nic>\S+): Link is Down"#],
      by: ["nic"],
      resolve: [Interpolation("up again: {{nic}}")]
    )
    let lines = "deploy a1 finished\neth0: Link is Down\nup again: eth0 now\n"
    let hits = events(try recognizer([deploy, link]), lines).flatMap(\.hits)
    #expect(
      hits == [
        LineEvent.Hit(target: .arrival("a0"), fields: ["id": "a1"]),
        LineEvent.Hit(target: .alert("a1"), fields: ["nic": "eth0"]),
        LineEvent.Hit(target: .resolve("a1"), fields: ["nic": "eth0"]),
      ]
    )
  }

  @Test("A rule without a pattern sees every line, with the fields that parse gives")
  func parsedFields() throws {
    let metric = LineMetric(source: "log", condition: .compare(field: "level", .equal, .text("warn")))
    let lines = "{\"level\":\"warn\",\"n\":{\"a\":1.50}}\n{\"level\":\"info\"}\nno JSON\n"
    let events = events(try recognizer([], metrics: [metric], parse: .json), lines)
    #expect(events.map(\.hits) == [[LineEvent.Hit(target: .metric("m0"), fields: ["level": "warn", "n.a": "1.50"])]])
  }

  @Test("A line without a time gets the time of the line before it, also over the edge of a block")
  func inheritedTimes() throws {
    let time = EventTime(format: "%Y-%m-%d %H:%M:%S", location: "UTC")
    let recognizer = try recognizer([LineCondition(source: "log", match: ["Caused"])], time: time)
    let lines = "2026-11-24 10:00:00 fail\n  at x\nCaused by y\n2026-11-24 10:00:05 other\nCaused by z\nend\n"
    let first = Instant(seconds: 1_795_514_400)
    #expect(events(recognizer, lines).map(\.time) == [first, first + .seconds(5)])
    #expect(events(recognizer, "Caused by w\n", before: first).map(\.time) == [first])
    #expect(events(recognizer, "Caused by w\n").map(\.time) == [Self.arrival])
  }

  @Test("Invalid UTF-8 is matched as the bytes that it is, and shown replaced")
  func invalidBytes() throws {
    let recognizer = try recognizer([LineCondition(source: "log", match: [#"caf\xE9 (?<what>\S+)"#])])
    let bytes = Array("caf".utf8) + [0xE9] + Array(" closed\n".utf8)
    var before: Instant?
    let events = bytes.withUnsafeBytes {
      recognizer.recognize($0, origin: "f", arrival: Self.arrival, lineBefore: &before)
    }
    #expect(events.map(\.text) == ["caf\u{FFFD} closed"])
    #expect(events.first?.hits.first?.fields == ["what": "closed"])
  }

  @Test("explain says of each rule what became of the line, and why")
  func explanation() throws {
    let recognizer = try recognizer([
      LineCondition(source: "log", match: ["none"]),
      LineCondition(source: "log", match: ["took"], unless: ["ms"]),
      LineCondition(
        source: "log",
        match: [#"(?<ms>\d+) ms"#],
        condition: .compare(field: "ms", .greater, .number(9))
      ),
      LineCondition(source: "log", match: [#"took (?<ms>\d+)"#]),
    ])
    let outcomes = recognizer.explain("a took 5 ms", arrival: Self.arrival).rules.map(\.outcome)
    #expect(
      outcomes == [
        .noMatch,
        .exempt(pattern: "took", unless: "ms"),
        .conditionNotMet(pattern: #"(?<ms>\d+) ms"#, fields: ["ms": "5"]),
        .sees(pattern: #"took (?<ms>\d+)"#, fields: ["ms": "5"]),
      ]
    )
  }
}
