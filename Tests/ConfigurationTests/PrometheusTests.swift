import Model
import Testing

@testable import Configuration

/// Prometheus' own rule files load as they are, as far as their expressions are supported.
@Suite struct PrometheusTests {
  @Test("a rule file of Prometheus becomes alerts")
  func groups() throws {
    let alerts = try rules(
      """
      metrics: [{metric: node, command: [x], parse: prometheus}]
      groups:
        - name: hosts
          labels: {team: ops, severity: info}
          rules:
            - alert: HostDown
              expr: up{job="node"} == 0
              for: 5m
              labels: {severity: critical, who: '{{ $labels.instance }}'}
              annotations:
                summary: 'Host {{ $labels.instance }} is down ({{ $value | humanize }})'
            - alert: DiskFull
              expr: node_filesystem_avail_bytes < 1e9
              keep_firing_for: 1h
      """
    ).rules.alerts
    #expect(
      alerts == [
        AlertDefinition(
          name: "HostDown",
          rule: #"HostDown{severity="critical", team="ops", who="{{instance}}"}"#,
          condition: .metric(
            MetricCondition(
              expression: MetricCondition.Expression(
                metric: "up",
                matchers: [Matcher(name: "job", comparison: .equal, value: "node")],
                comparison: .equal
              )
            )
          ),
          pendingFor: .minutes(5),
          labels: [
            "severity": Interpolation("critical"), "team": Interpolation("ops"), "who": Interpolation("{{instance}}"),
          ],
          annotations: ["summary": "Host {{labels.instance}} is down ({{value | humanize}})"]
        ),
        AlertDefinition(
          name: "DiskFull",
          rule: #"DiskFull{severity="info", team="ops"}"#,
          condition: .metric(
            MetricCondition(
              expression: MetricCondition.Expression(
                metric: "node_filesystem_avail_bytes",
                comparison: .less,
                limit: 1e9
              )
            )
          ),
          keepFiringFor: .hours(1),
          labels: ["severity": Interpolation("info"), "team": Interpolation("ops")]
        ),
      ]
    )
  }

  @Test("several rules of groups may be about one alert, each with a name of its own for the rule")
  func namesakes() throws {
    let rules = try rules(
      """
      groups:
        - name: one
          rules:
            - {alert: HighCPU, expr: cpu > 80, labels: {severity: warning}}
            - {alert: HighCPU, expr: cpu > 95, labels: {severity: critical}}
        - {name: two, labels: {severity: critical}, rules: [{alert: HighCPU, expr: cpu > 99}]}
      metrics: [{metric: cpu, command: [x]}]
      tests:
        - test: a name is enough to speak of one of them
          expect: [{at: +1m, firing: [{alert: HighCPU, labels: {severity: critical}}]}]
      """
    ).rules.alerts
    #expect(Set(rules.map(\.name)) == ["HighCPU"])
    #expect(
      rules.map(\.rule) == [
        #"HighCPU{severity="warning"}"#, #"HighCPU{severity="critical"}"#, #"HighCPU{severity="critical"}#2"#,
      ]
    )
  }

  @Test("a rule of a group and one of fleepd's own do not share a name")
  func ownNamesake() throws {
    let found = try complaints(
      aboutRules: """
        groups: [{name: g, rules: [{alert: A, expr: cpu > 80}]}]
        metrics: [{metric: cpu, command: [x]}]
        alerts:
          - {alert: A, expr: cpu > 90}
        """
    )
    #expect(found == ["rules.yaml:1:36: error: alert 'A' is already defined at rules.yaml:4"])
  }

  @Test("what of Prometheus is not built is refused, and what cannot be translated is a warning")
  func refused() throws {
    let found = try complaints(
      aboutRules: """
        metrics: [{metric: node, command: [x], parse: prometheus}]
        groups:
          - name: g
            interval: 1m
            limit: 5
            rules:
              - {record: a:b, expr: sum(x)}
              - alert: A
                expr: rate(x[5m]) > 1
              - alert: B
                expr: x
              - alert: C
                expr: x > 1
                annotations: {summary: 'a {{ if $value }}b{{ end }}'}
                labels: {l: '{{ $value | humanize }}'}
        """
    )
    #expect(
      found == [
        "rules.yaml:4:15: warning: has no effect: expressions are evaluated every 'evaluation_interval', and when a sample comes",
        "rules.yaml:5:5: error: 'limit' is not supported yet",
        "rules.yaml:7:10: error: 'record' is not supported yet",
        "rules.yaml:9:15: error: 'rate' is not supported yet",
        "rules.yaml:11:9: error: an expression without a comparison is not supported yet",
        "rules.yaml:14:35: warning: '{{ if $value }}' cannot be translated: the plain text form is sent",
        "rules.yaml:15:21: warning: formatters in a label are not supported: the label is left out",
      ]
    )
  }

  @Test(
    "Go templates are translated as far as Mustache goes",
    arguments: [
      ("plain", "plain"), ("{{ $labels.a }} {{$value}}", "{{labels.a}} {{value}}"),
      ("{{ .Labels.alertname }}", "{{labels.alert}}"), ("{{ $externalLabels.site }}", "{{labels.site}}"),
      ("{{ humanizePercentage $value }}", "{{value | percent}}"),
      ("{{ $value | humanize1024 }}B", "{{value | bytes}}B"),
      (#"{{ printf "%.2f" $value }}"#, "{{value}}"), (#"{{ $value | printf "%.0f" }}"#, "{{value | round}}"),
      ("{{ $labels.a | toUpper | title }}", "{{labels.a | upper}}"), ("a {{- $value -}} b", "a{{value}}b"),
      ("a{{/* note */}}b", "ab"),
    ]
  )
  func translation(go: String, mustache: String) throws {
    #expect(try GoTemplate.mustache(from: go) == mustache)
  }

  @Test(
    "what has no counterpart is told with its place",
    arguments: [
      ("ab {{ if $value }}x{{ end }}", 3), ("{{ range query \"up\" }}", 0), ("{{ $x := 1 }}", 0), ("{{ }}", 0),
      ("a {{ $value", 2),
      ("{{ $labels.a-b }}", 0), ("{{ index $labels \"a\" }}", 0), (#"{{ printf "%x" $value }}"#, 0),
      ("{{ template \"x\" }}", 0),
    ]
  )
  func untranslatable(go: String, offset: Int) {
    do throws(ExpressionError) {
      Issue.record("\(try GoTemplate.mustache(from: go))")
    } catch {
      #expect(error.offset == offset)
    }
  }
}
