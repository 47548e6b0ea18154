import Foundation
import Model
import Testing

@testable import Configuration

@Suite("The alerts about fleepd itself")
struct OwnAlertTests {
  private static func load(main: String = "", rules: String = "") throws -> (Configuration?, [String]) {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile + "\n" + main)
    try folder.write("rules.yaml", rules)
    let result = folder.load()
    return (result.configuration, folder.complaints(result).filter { !$0.contains("address is a secret") })
  }

  @Test("nothing is wrong with them, and each reads a metric that there is")
  func sound() {
    let loading = Loading()
    #expect(OwnAlerts.read(loading).alerts.count == OwnAlerts.text.matches(of: /- alert:/).count)
    #expect(loading.report.diagnostics.map { $0.rendered() } == [])
  }

  @Test("they are in force by themselves, for a daemon and not for the rules' tests")
  func byThemselves() throws {
    let configuration = try #require(try Self.load().0)
    #expect(configuration.rules.alerts.isEmpty)
    #expect(configuration.daemonRules.alerts.map(\.name.text) == OwnAlerts.names)
  }

  @Test("a rule of the same name takes the place of one")
  func replaced() throws {
    let rule = "alerts: [{alert: SourceLagging, expr: fleepd_source_lag_bytes > 1e9}]"
    let (configuration, complaints) = try Self.load(rules: rule)
    #expect(complaints == [])
    let lagging = try #require(configuration).daemonRules.alerts.filter { $0.name == "SourceLagging" }
    #expect(lagging == configuration?.rules.alerts)
  }

  @Test("disabled_alerts turns off fleepd's own and those of rule files")
  func disabled() throws {
    let rule = "alerts: [{alert: Lag, expr: fleepd_source_lag_bytes > 1e9}]"
    let (configuration, complaints) = try Self.load(main: "disabled_alerts: [HookGone, Lag]", rules: rule)
    #expect(complaints == [])
    let names = try #require(configuration).daemonRules.alerts.map(\.name.text)
    #expect(names == OwnAlerts.names.filter { $0 != "HookGone" })
  }

  @Test("an alert that there is not cannot be turned off")
  func unknown() throws {
    let (_, complaints) = try Self.load(main: "disabled_alerts: [HookGnoe]")
    #expect(complaints == ["fleepd.yaml:4:19: error: there is no alert 'HookGnoe'; did you mean 'HookGone'?"])
  }

  @Test("the page about alerts shows them as they are")
  func page() throws {
    let page = String(decoding: try Data(contentsOf: repository.appending(path: "docs/alerts.md")), as: UTF8.self)
    #expect(page.contains(OwnAlerts.text))
  }

  @Test(
    "the page about metrics has each metric of fleepd's own, with its labels and meaning",
    arguments: OwnMetric.allCases
  )
  func metricPage(metric: OwnMetric) throws {
    let page = String(decoding: try Data(contentsOf: repository.appending(path: "docs/metrics.md")), as: UTF8.self)
    let labels = metric.labelNames.isEmpty ? "" : "{\(metric.labelNames.joined(separator: ", "))}"
    #expect(page.contains("| `\(metric.rawValue)\(labels)` | \(metric.meaning) |"))
  }
}
