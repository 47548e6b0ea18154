import Model
import Testing

@testable import Configuration

/// What the keys of alerts mean.
@Suite struct AlertTests {
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
}
