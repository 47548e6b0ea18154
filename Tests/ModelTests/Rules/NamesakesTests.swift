import Model
import Testing

@Suite("Rules of one name")
struct NamesakesTests {
  private static func rule(_ name: AlertName, _ labels: [String: String] = [:]) -> AlertDefinition {
    let expression = MetricCondition.Expression(metric: "cpu", comparison: .greater, limit: 80)
    return AlertDefinition(
      name: name,
      condition: .metric(MetricCondition(expression: expression)),
      labels: labels.mapValues { Interpolation($0) }
    )
  }

  @Test("the first goes by the name, others by their labels too, and by a number where even those are the same")
  func distinguished() {
    let warning = ["severity": "warning", "on": "{{instance}}"]
    let rules = [
      Self.rule("CPU", warning), Self.rule("Disk"), Self.rule("CPU", ["severity": "critical"]),
      Self.rule("CPU", warning), Self.rule("CPU", warning), Self.rule("Disk"), Self.rule("Disk#2"),
    ].distinguished
    #expect(
      rules.map(\.rule.text) == [
        "CPU", "Disk", #"CPU{severity="critical"}"#, #"CPU{on="{{instance}}", severity="warning"}"#,
        #"CPU{on="{{instance}}", severity="warning"}#2"#, "Disk#2", "Disk#2#2",
      ]
    )
    #expect(rules.map(\.name).suffix(2) == ["Disk", "Disk#2"])
  }

  @Test("a rule that joins another keeps its place in what is remembered, wherever among the later ones it stands")
  func stable() {
    let (warning, critical, page) = (
      Self.rule("CPU", ["severity": "warning"]), Self.rule("CPU", ["severity": "critical"]),
      Self.rule("CPU", ["severity": "page"])
    )
    let names = { (rules: [AlertDefinition]) in
      Dictionary(uniqueKeysWithValues: rules.distinguished.map { ($0.labels["severity"]?.description, $0.rule) })
    }
    let few = names([warning, critical])
    let many = names([warning, page, critical])
    #expect(names([warning])["warning"] == few["warning"])
    #expect(few["warning"] == many["warning"])
    #expect(few["critical"] == many["critical"])
  }
}
