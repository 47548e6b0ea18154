import Inputs
import Model
import Testing

@Suite("What a command's output means")
struct PolledMetricTests {
  private func result(
    _ output: CommandOutput,
    parse: CommandMetric.Parse = .number,
    keep: [String] = [],
    labels: [String: Interpolation] = [:]
  ) throws -> CommandRun.Result {
    let command = CommandMetric(command: ["x"], parse: parse, keep: keep)
    let metric = try PolledMetric(MetricDefinition(name: "m", origin: .command(command), labels: labels))
    return try #require(metric?.result(of: output, at: pollTime))
  }

  private func output(_ text: String, status: Int = 0, isCut: Bool = false) -> CommandOutput {
    CommandOutput(ending: .exited(status), output: Array(text.utf8), isCut: isCut, message: "why")
  }

  private func sample(_ value: Double, _ labels: Labels = [:], of metric: MetricName = "m") -> CommandRun.Result {
    .samples([Sample(metric: metric, labels: labels, value: value, time: pollTime)])
  }

  @Test("Failing, timing out, unparsable and absent are four states of their own")
  func states() throws {
    #expect(try result(output("1")) == sample(1))
    #expect(try result(output("1", status: 2)) == .failed(status: 2, message: "why"))
    #expect(try result(CommandOutput(ending: .signaled(9), message: "why\n")) == .failed(status: -9, message: "why"))
    #expect(try result(CommandOutput(ending: .timedOut, output: Array("1".utf8))) == .timedOut)
    #expect(try result(output("x")) == .unparsable(reason: "not one number: 'x'"))
    #expect(try result(CommandOutput(ending: .absent(reason: "no"))) == .absent(reason: "no"))
  }

  @Test("A plugin's status is an answer up to 3, and a failure above", arguments: 0...4)
  func plugin(status: Int) throws {
    let expected = status < 4 ? sample(Double(status), of: "m_status") : .failed(status: 4, message: "why")
    #expect(try result(output("", status: status), parse: .nagios) == expected)
  }

  @Test("An output that was cut is unparsable where all of it counts")
  func cut() throws {
    #expect(try result(output("1", isCut: true)) == .unparsable(reason: "it printed more than 64 KiB"))
    #expect(try result(output("1%", isCut: true), parse: .regex("(?<value>1)%")) == sample(1))
  }

  @Test("Only the series to keep are kept, by their whole name")
  func keep() throws {
    let text = output("node_load1 1\nnode_load15 15\nnode_filesystem_free 2\nx_node_load1 3")
    guard case .samples(let samples) = try result(text, parse: .prometheus, keep: ["node_load1", "node_filesystem_.*"])
    else {
      Issue.record("no samples")
      return
    }
    #expect(samples.map(\.metric) == ["node_load1", "node_filesystem_free"])
  }

  @Test("The rule's labels are filled from captures and stand beside them")
  func labels() throws {
    let parse = CommandMetric.Parse.regex(#"(?<value>\d+)% (?<mount>\S+)"#)
    let labels = ["where": Interpolation("on {{mount}}"), "team": Interpolation("web")]
    #expect(
      try result(output("17% /var"), parse: parse, labels: labels)
        == sample(17, ["mount": "/var", "where": "on /var", "team": "web"])
    )
  }

  @Test("A timeout is never above the interval")
  func timeout() throws {
    let command = CommandMetric(command: ["x"], interval: .seconds(5), timeout: .seconds(10))
    #expect(try PolledMetric(MetricDefinition(name: "m", origin: .command(command)))?.timeout == .seconds(5))
  }
}
