import Foundation
import FoundationXML
import Testing

@Suite("fleepd test", .timeLimit(.minutes(2)))
struct RuleTestCommandTests {
  private static let rules = #"""
    sources:
      app: {files: [app.log]}
    metrics:
      - {metric: cpu, command: [x], interval: 1m}
    alerts:
      - {alert: Broken, source: app, match: 'broken (?<part>\S+)', by: [part]}
      - {alert: Unseen, source: app, match: 'unseen'}
    groups:
      - name: g
        rules:
          - {alert: HighCPU, expr: cpu > 80, labels: {severity: warning}}
          - {alert: HighCPU, expr: cpu > 95, labels: {severity: critical}}
    tests:
      - test: a part that breaks is told, & <so> is the processor
        lines: {app: "+0s  broken fan\n"}
        commands: {cpu: [{output: "90"}]}
        expect:
          - {at: +1m, firing: [{alert: Broken, labels: {part: fan}}, {alert: HighCPU, labels: {severity: warning}}]}
          - messages: {hook: test, count: 1, contain: ['broken fan']}
      - test: what is wrong is shown
        lines: {app: "+0s  broken \e[31m<&\"'\n"}
        expect:
          - {at: +1m, firing: [{alert: Broken, labels: {part: disk}}]}
    """#

  private static func run(_ arguments: [String]) async throws -> (status: Int32, output: String, report: String) {
    let fleepd = try await Fleepd(files: ["rules.yaml": rules])
    let report = "\(fleepd.folder)/report.xml"
    let paths = ["--junit", report, "--config", "\(fleepd.folder)/none.yaml", "\(fleepd.folder)/rules.yaml"]
    let result = try await fleepd.run(["test"] + arguments + paths)
    #expect(result.errors.isEmpty, "\(result.errors)")
    let xml = try String(contentsOfFile: report, encoding: .utf8)
    try await fleepd.remove()
    return (result.status, result.output.replacing(fleepd.folder, with: ""), xml)
  }

  @Test("rule files that are named are tested with the main file's hooks, else with one hook 'test'")
  func mainFile() async throws {
    let rules = """
      sources: {app: {files: [app.log]}}
      alerts: [{alert: Broken, source: app, match: 'broken'}]
      tests: [{test: told, lines: {app: "+0s  broken\\n"}, expect: [{messages: {hook: ops, count: 1}}]}]
      """
    let main = "hooks: {ops: {url_file: ops-hook}}\nroute: {hook: ops, group_wait: 0s}\n"
    let fleepd = try await Fleepd(files: ["fleepd.yaml": main, "rules.yaml": rules])
    fleepd.variables["FLEEPD_CONFIG"] = "\(fleepd.folder)/fleepd.yaml"
    let named = try await fleepd.run(["test", "\(fleepd.folder)/rules.yaml"])
    #expect(named.status == 0, "\(named.errors)")
    fleepd.variables["FLEEPD_CONFIG"] = "\(fleepd.folder)/none.yaml"
    let alone = try await fleepd.run(["test", "\(fleepd.folder)/rules.yaml"])
    #expect(alone.status == 1)
    #expect(alone.errors.contains("rules.yaml:3:80: error: there is no hook 'ops'; there is only 'test'"))
    try await fleepd.remove()
  }

  @Test("each test is told with its place, a failed one with what came instead, and the rules that none makes fire")
  func text() async throws {
    let result = try await Self.run(["--coverage"])
    #expect(result.status == 1)
    #expect(
      result.output == """
        ok     /rules.yaml:14: a part that breaks is told, & <so> is the processor
        FAILED /rules.yaml:20: what is wrong is shown
               firing at +1m:
                 - Broken {part="disk"}
                 + Broken {alert="Broken", host="\(ProcessInfo.processInfo.hostName)", part="\\u001b[31m<&\\"'"}
        1 passed, 1 failed
        no test makes these alerts fire: Unseen, HighCPU{severity="critical"}

        """
    )
  }

  @Test("build servers can read the report, whatever is in the lines")
  func junit() async throws {
    let report = try await Self.run([]).report
    let document = XMLParser(data: Data(report.utf8))
    let seen = SeenElements()
    document.delegate = seen
    #expect(document.parse(), "\(document.parserError as (any Error)?)\n\(report)")
    #expect(seen.elements == ["testsuite", "testcase", "testcase", "failure"])
    #expect(seen.names.suffix(2) == ["a part that breaks is told, & <so> is the processor", "what is wrong is shown"])
    #expect(seen.text.contains("part=\"\u{FFFD}[31m<&\\\"'\""))
  }

  @Test("programs get the same as JSON")
  func json() async throws {
    struct Report: Decodable {
      struct Test: Decodable {
        struct Failure: Decodable { var difference: [String] }
        var name: String
        var line: Int
        var failures: [Failure]
      }
      var tests: [Test]
      var neverFired: [String]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(try await Self.run(["--json"]).output.utf8))
    #expect(report.tests.map(\.line) == [14, 20])
    #expect(report.tests.map(\.failures.count) == [0, 1])
    #expect(report.neverFired == ["Unseen", #"HighCPU{severity="critical"}"#])
  }

  private final class SeenElements: NSObject, XMLParserDelegate {
    var elements: [String] = []
    var names: [String] = []
    var text = ""

    func parser(
      _ parser: XMLParser,
      didStartElement name: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      elements.append(name)
      if let name = attributes["name"] { names.append(name) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
