import Model
import Testing

@testable import Configuration

/// What the keys of sources, metrics, summaries and tests mean.
@Suite struct RuleFileTests {
  private static let source = "sources:\n  s: {files: [/var/log/s.log], parse: {json: true}}\n"

  @Test("sources are decoded with paths relative to their file")
  func sources() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile.replacing("rules.yaml", with: "rules/*.yaml"))
    try folder.write(
      "rules/a.yaml",
      """
      sources:
        app:
          files: [logs/*.log, /srv/b.log]
          exclude: '*.gz'
          read_from: beginning
          parse: {regex: '^(?<at>\\S+) '}
          time: {field: at, format: '%s', location: Europe/Tallinn}
          multiline: {start: '^\\d', max_lines: 10, timeout: 500ms}
          max_line_length: 64KiB
        in: {stdin: true}
      """
    )
    let result = folder.load()
    #expect(
      try #require(result.configuration, "\(folder.complaints(result))").rules.sources == [
        SourceDefinition(
          name: "app",
          input: .files(
            FileInput(
              patterns: ["\(folder.path)/rules/logs/*.log", "/srv/b.log"],
              exclude: ["*.gz"],
              readFrom: .beginning
            )
          ),
          parse: .regex(#"^(?<at>\S+) "#),
          time: EventTime(field: "at", format: "%s", location: "Europe/Tallinn"),
          multiline: Multiline(start: #"^\d"#, maxLines: 10, timeout: .milliseconds(500)),
          maxLineLength: ByteCount(65_536)
        ),
        SourceDefinition(name: "in", input: .standardInput),
      ]
    )
  }

  @Test("metrics are decoded from lines and from commands")
  func metrics() throws {
    let metrics = try rules(ContractExamples.sources + "\n" + ContractExamples.metrics, unsupported: []).rules.metrics
    #expect(
      metrics == [
        MetricDefinition(
          name: "http_requests_total",
          origin: .lines(LineMetric(source: "nginx")),
          labels: ["status": Interpolation("{{response}}"), "method": Interpolation("{{verb}}")]
        ),
        MetricDefinition(
          name: "http_response_bytes",
          origin: .lines(
            LineMetric(
              source: "nginx",
              kind: .histogram(buckets: [1000, 10_000, 100_000, 1_000_000]),
              value: Interpolation("{{bytes}}")
            )
          )
        ),
        MetricDefinition(
          name: "slow_queries_total",
          origin: .lines(
            LineMetric(
              source: "postgres",
              match: [#"duration: (?<ms>[\d.]+) ms"#],
              condition: .compare(field: "ms", .greater, .number(500))
            )
          )
        ),
        MetricDefinition(
          name: "disk_used_percent",
          origin: .command(CommandMetric(command: ["df", "--output=pcent", "/"], parse: .regex(#"(?<value>\d+)%"#)))
        ),
        MetricDefinition(
          name: "check_load",
          origin: .command(
            CommandMetric(
              command: ["/usr/lib/nagios/plugins/check_load", "-w", "5,4,3", "-c", "10,8,6"],
              parse: .nagios
            )
          )
        ),
        MetricDefinition(
          name: "node",
          origin: .command(
            CommandMetric(
              command: ["curl", "-s", "http://127.0.0.1:9100/metrics"],
              parse: .prometheus,
              keep: ["node_filesystem_.*", "node_load1"]
            )
          )
        ),
      ]
    )
  }

  @Test("a summary is decoded with its sections")
  func summary() throws {
    let summaries = try rules(
      Self.source + """
        metrics: [{metric: disk, command: [x]}]
        summaries:
          - summary: daily
            schedule: '*-*-* 09:00 Europe/Tallinn'
            period: 12h
            user: Daily
            sections:
              - value: {title: Disk, expr: 'disk{a="b"}', unit: percent}
              - top: {source: s, match: 'from (?<ip>\\S+)', by: ip, count: 3}
              - alerts: {}
        """
    ).rules.summaries
    #expect(
      summaries == [
        SummaryDefinition(
          name: "daily",
          schedule: try Schedule("*-*-* 09:00 Europe/Tallinn"),
          period: .hours(12),
          user: "Daily",
          sections: [
            .value(
              SectionDefinition.ValueSection(
                title: "Disk",
                metric: "disk",
                matchers: [Matcher(name: "a", comparison: .equal, value: "b")],
                unit: .percent
              )
            ),
            .top(
              SectionDefinition.TopSection(
                title: "ip",
                source: "s",
                match: [#"from (?<ip>\S+)"#],
                by: "ip",
                count: 3
              )
            ),
            .alerts(title: "Alerts"),
          ]
        )
      ]
    )
  }

  @Test("the tests of a rule file are decoded, with their place")
  func tests() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile.replacing("rules.yaml", with: "'*.rules'"))
    try folder.write("a.rules", ContractExamples.sources)
    try folder.write("b.rules", ContractExamples.lineAlerts)
    try folder.write("c.rules", ContractExamples.metrics)
    try folder.write("d.rules", ContractExamples.tests)
    let line = "Failed password for root from 203.0.113.9 port 22 ssh2"
    let expected = RuleTest(
      name: "five failures from one address alert once",
      start: Instant(seconds: 1_795_424_400),
      lines: [
        "auth": [
          RuleTest.Line(offset: .zero, text: line), RuleTest.Line(offset: .seconds(10), count: 4, text: line),
        ]
      ],
      commands: ["disk_used_percent": [RuleTest.Output(offset: .minutes(1), text: "Use%\n 93%")]],
      expect: [
        .firing(at: .minutes(1), [RuleTest.Firing(alert: "SSHBruteForce", labels: ["ip": "203.0.113.9"])]),
        .firing(at: .minutes(30), []),
        .messages(
          until: nil,
          RuleTest.Messages(hook: "ops", count: 2, contain: ["5 failed logins from 203.0.113.9"])
        ),
      ],
      file: "\(folder.path)/d.rules",
      line: 2
    )
    let result = folder.load(unsupported: [])
    #expect(try #require(result.configuration, "\(folder.complaints(result))").tests == [expected])
  }

  @Test("a line of a test that has no moment is told where it stands")
  func testLines() throws {
    let found = try complaints(
      aboutRules: """
        sources: {s: {stdin: true}}
        tests:
          - test: t
            lines:
              s: |
                +0s  fine
                10s  not fine
                +10s x0  nor this
            expect: []
        """
    )
    let complaint = "error: expected a moment such as '+10s' or '+10s x4', two blanks, and the line"
    #expect(found == ["rules.yaml:7:9: \(complaint)", "rules.yaml:8:9: \(complaint)"])
  }
}
