import Model
import Testing

@testable import Configuration

/// What the keys mean: files to values.
@Suite struct DecodingTests {
  private static let source = "sources:\n  s: {files: [/var/log/s.log], parse: {json: true}}\n"

  @Test("a main file with only a hook has the defaults of the model")
  func defaults() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://127.0.0.1:1/hook/KEY'}}\n")
    let configuration = try #require(folder.load(environment: ["STATE_DIRECTORY": "/var/lib/x:/y"]).configuration)
    #expect(configuration.hooks == [HookDefinition(name: "ops", url: Secret("http://127.0.0.1:1/hook/KEY"))])
    #expect(configuration.rules == RuleSet(route: RouteDefinition(hook: "ops"), externalLabels: ["host": "web-1"]))
    #expect(configuration.stateDirectory == "/var/lib/x")
  }

  @Test("the state folder is the unit's, else the user's")
  func stateDirectory() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile.replacing("rule_files: [rules.yaml]", with: ""))
    func directory(_ environment: [String: String]) -> String? {
      folder.load(environment: environment).configuration?.stateDirectory
    }
    #expect(directory(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/fleepd")
    #expect(directory(["HOME": "/h"]) == "/h/.local/state/fleepd")
    #expect(directory([:]) == "/var/lib/fleepd")
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://[::1]/hook/K'}}\nstate_directory: state\n")
    #expect(directory(["HOME": "/h"]) == "\(folder.path)/state")
  }

  @Test("a route inherits what it does not say")
  func routes() throws {
    let folder = try Folder()
    try folder.write(
      "fleepd.yaml",
      """
      hooks: {ops: {url: 'http://127.0.0.1:1/hook/K'}, stats: {url: 'http://127.0.0.1:1/hook/L'}}
      route:
        hook: ops
        group_wait: 10s
        routes:
          - matchers: ['severity="critical"', a!~b]
            group_by: ['...']
            continue: true
            routes:
              - {hook: stats, group_wait: 0s, escalation: {hook: ops, after: 1h}}
          - {matchers: [], mute_time_intervals: [n]}
      time_intervals:
        - name: n
          time_intervals:
            - {weekdays: ['monday:friday', sunday], months: ['may:8'], days_of_month: ['-3:-1', 15], years: [2026], location: UTC}
            - {times: [{start_time: '22:00', end_time: '24:00'}]}
      """
    )
    let result = folder.load()
    let rules = try #require(result.configuration, "\(folder.complaints(result))").rules
    #expect(
      rules.route
        == RouteDefinition(
          hook: "ops",
          groupWait: .seconds(10),
          routes: [
            RouteDefinition(
              matchers: [
                Matcher(name: "severity", comparison: .equal, value: "critical"),
                Matcher(name: "a", comparison: .matchesNot, value: "b"),
              ],
              hook: "ops",
              grouping: .none,
              groupWait: .seconds(10),
              continues: true,
              routes: [
                RouteDefinition(
                  hook: "stats",
                  grouping: .none,
                  groupWait: .zero,
                  escalation: RouteDefinition.Escalation(hook: "ops", after: .hours(1))
                )
              ]
            ),
            RouteDefinition(hook: "ops", groupWait: .seconds(10), muteTimeIntervals: ["n"]),
          ]
        )
    )
    #expect(
      rules.timeIntervals == [
        TimeIntervalDefinition(
          name: "n",
          parts: [
            TimeIntervalDefinition.Part(
              weekdays: [1...5, 0...0],
              daysOfMonth: [-3...(-1), 15...15],
              months: [5...8],
              years: [2026...2026],
              location: "UTC"
            ),
            TimeIntervalDefinition.Part(
              times: [TimeIntervalDefinition.Part.Times(startMinute: 1320, endMinute: 1440)]
            ),
          ]
        )
      ]
    )
  }

  @Test("the root route has no conditions, and needs a hook")
  func root() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://127.0.0.1:1/hook/K'}}\nroute:\n  matchers: [a=b]\n")
    #expect(
      folder.complaints(folder.load()).dropFirst() == [
        "fleepd.yaml:3:3: error: 'matchers' cannot stand at the root, which takes every alert: use a child",
        "fleepd.yaml:3:3: error: the root route needs 'hook'",
      ]
    )
  }

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

  @Test("alerts on lines are decoded with everything that they can say")
  func lineAlerts() throws {
    let text = ContractExamples.sources + "\n" + ContractExamples.lineAlerts
    let alerts = try rules(text, unsupported: []).rules.alerts
    #expect(
      alerts == [
        AlertDefinition(
          name: "SSHBruteForce",
          condition: .lines(
            LineCondition(
              source: "auth",
              match: [#"Failed password for (?:invalid user )?(?<user>\S+) from (?<ip>\S+)"#],
              unless: [#"from 127\.0\.0\.1"#],
              by: ["ip"],
              threshold: 5,
              window: .minutes(10),
              resolveAfter: .minutes(15)
            )
          ),
          labels: ["severity": Interpolation("warning")],
          annotations: ["summary": "{{count}} failed logins from {{ip}} in {{window}}, last as {{user}}"]
        ),
        AlertDefinition(
          name: "NightlyBackupMissing",
          condition: .lines(LineCondition(source: "units", match: ["backup finished"], absentFor: .hours(26))),
          labels: ["severity": Interpolation("critical")]
        ),
        AlertDefinition(
          name: "LinkDown",
          condition: .lines(
            LineCondition(
              source: "kernel",
              match: [#"(?<nic>\S+): Link is Down"#],
              by: ["nic"],
              resolve: [Interpolation(#"(?<nic>\S+): Link is Up"#)]
            )
          ),
          pendingFor: .seconds(30)
        ),
        AlertDefinition(
          name: "DeployHangs",
          condition: .lines(
            LineCondition(
              source: "app",
              match: [#"deploy (?<id>\w+) started"#],
              by: ["id"],
              expectation: LineCondition.Expectation(
                without: Interpolation("deploy {{id}} (finished|failed)"),
                within: .minutes(20)
              )
            )
          )
        ),
        AlertDefinition(
          name: "NewAdminLogin",
          condition: .lines(
            LineCondition(
              source: "auth",
              match: [#"Accepted publickey for root from (?<ip>\S+)"#],
              novelty: LineCondition.Novelty(captures: ["ip"], remember: .days(30))
            )
          )
        ),
      ]
    )
  }

  @Test("an alert on a metric has levels from the least to the most severe")
  func metricAlert() throws {
    let alerts = try rules(
      """
      metrics: [{metric: load, command: [x], parse: nagios}]
      alerts:
        - alert: CheckLoad
          expr: load_status{host="a"}
          levels: {critical: value >= 2, warning: value >= 1}
          clear: value < 1
          flapping: true
          keep_firing_for: 10m
          annotations: {summary: 'load {{value | round}} of {{label}}'}
      """
    ).rules.alerts
    #expect(
      alerts == [
        AlertDefinition(
          name: "CheckLoad",
          condition: .metric(
            MetricCondition(
              expression: MetricCondition.Expression(
                metric: "load_status",
                matchers: [Matcher(name: "host", comparison: .equal, value: "a")]
              ),
              levels: [
                MetricCondition.Level(
                  severity: "warning",
                  condition: .compare(field: "value", .greaterOrEqual, .number(1))
                ),
                MetricCondition.Level(
                  severity: "critical",
                  condition: .compare(field: "value", .greaterOrEqual, .number(2))
                ),
              ],
              clear: .compare(field: "value", .less, .number(1)),
              flapping: true
            )
          ),
          keepFiringFor: .minutes(10),
          annotations: ["summary": "load {{value | round}} of {{label}}"]
        )
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

  @Test("rule files are checked with the main file's hooks, or with one hook where there is none")
  func check() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url_file: missing}}\nrule_files: [other.yaml]\n")
    let summary = "summaries: [{summary: s, schedule: daily, hook: HOOK, sections: [alerts: {}]}]\n"
    try folder.write("ops.yaml", summary.replacing("HOOK", with: "ops"))
    try folder.write("test.yaml", summary.replacing("HOOK", with: "test"))
    func check(_ file: String, main: String?) -> LoadResult {
      ConfigurationLoader.check(
        ruleFiles: ["\(folder.path)/\(file)"],
        mainFile: main.map { "\(folder.path)/\($0)" },
        environment: [:],
        hostName: "h"
      )
    }
    #expect(check("ops.yaml", main: "fleepd.yaml").diagnostics.isEmpty)
    #expect(check("test.yaml", main: nil).diagnostics.isEmpty)
    #expect(check("test.yaml", main: "absent.yaml").configuration?.hooks.map(\.name) == ["test"])
    #expect(folder.complaints(check("ops.yaml", main: nil)) == ["ops.yaml:1:49: error: there is no hook 'ops'"])
  }
}
