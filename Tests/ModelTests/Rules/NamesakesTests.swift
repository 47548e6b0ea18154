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

  @Test("a rule's name and labels name it, whatever others there are")
  func nameWithLabels() {
    let labels = ["severity": "warning", "on": "{{instance}}"]
    #expect(Self.rule("CPU", labels).nameWithLabels == #"CPU{on="{{instance}}", severity="warning"}"#)
    #expect(Self.rule("CPU").nameWithLabels == "CPU")
  }

  @Test("a number tells rules that have the same name")
  func distinguished() {
    let rules = ["Disk", "CPU", "Disk", "Disk", "Disk#2"].map { Self.rule($0) }.distinguished
    #expect(rules.map(\.rule.text) == ["Disk", "CPU", "Disk#2", "Disk#3", "Disk#2#2"])
    #expect(rules.map(\.name) == ["Disk", "CPU", "Disk", "Disk", "Disk#2"])
  }
}
