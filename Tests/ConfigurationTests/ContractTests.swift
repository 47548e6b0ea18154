import Model
import Testing

@testable import Configuration

/// The examples of the contract are acceptance inputs.
@Suite struct ContractTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("fleepd.yaml", ContractExamples.mainFile)
    try folder.write("ops-hook", "https://fleep.io/hook/AAAAAAAAAAAAAAAAAAAAAA\n", permissions: 0o640)
    for (name, text) in [
      ("sources", ContractExamples.sources), ("metrics", ContractExamples.metrics),
      ("line-alerts", ContractExamples.lineAlerts), ("metric-alerts", ContractExamples.metricAlerts),
      ("summaries", ContractExamples.summaries), ("tests", ContractExamples.tests),
    ] {
      try folder.write("rules/\(name).yaml", text)
    }
  }

  @Test("nothing is wrong with the examples but what is not supported yet")
  func examples() {
    let complaints = folder.complaints(folder.load()).filter { $0.contains(": error: ") }
    #expect(complaints.allSatisfy { $0.hasSuffix("not supported yet") }, "\(complaints.joined(separator: "\n"))")
    for key in ["listen", "alertmanagers", "outgoing", "table", "chart", "patterns", "delivery"] {
      #expect(complaints.contains { $0.hasSuffix("'\(key)' is not supported yet") }, "\(key)")
    }
  }

  @Test("everything in the examples is known, but for the PromQL that is not supported yet")
  func everythingIsKnown() {
    let complaints = folder.complaints(folder.load(unsupported: [])).filter { $0.contains(": error: ") }
    #expect(
      complaints == [
        "rules/metric-alerts.yaml:3:34: error: 'and' is not supported yet",
        "rules/metric-alerts.yaml:9:11: error: 'sum' is not supported yet",
      ]
    )
  }
}
