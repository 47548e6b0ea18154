import Engine
import FleepHooks
import Inputs
package import Model
package import Patterns

/// One rule test, run: its lines and command outputs through sources, engine, routing, delivery and templates, over virtual time.
package struct RuleTestRun {
  /// An expectation that does not hold.
  package struct Failure: Sendable, Equatable, Codable {
    /// What was expected, and when.
    package var expectation: String
    /// A diff: lines that begin with `-` were expected, lines with `+` came instead.
    package var difference: [String]
  }

  private let test: RuleTest
  private let rules: RuleSet
  private var rehearsal: Rehearsal
  private var recognizers: [SourceName: Recognizer] = [:]
  private var lineBefore: [SourceName: Instant] = [:]
  private var metrics: [MetricName: PolledMetric] = [:]

  /// Prepares a test; fails where a pattern is wrong, which a checked configuration's never is.
  package init(_ test: RuleTest, rules: RuleSet, hooks: [HookDefinition]) throws(PatternError) {
    self.test = test
    self.rules = rules
    rehearsal = Rehearsal(rules: rules, hooks: hooks, start: test.start)
    for source in rules.sources where test.lines[source.name] != nil {
      recognizers[source.name] = Recognizer(try SourceRules(source: source, rules: rules))
    }
    for definition in rules.metrics where test.commands[definition.name] != nil {
      metrics[definition.name] = try PolledMetric(definition)
    }
  }

  /// The rules whose alerts fired.
  package private(set) var fired: Set<RuleName> = []
  /// The messages that were told, in order.
  package private(set) var told: [ToldMessage] = []

  /// Runs it to its end; gives the expectations that do not hold.
  package mutating func run() -> [Failure] {
    var failures: [Failure] = []
    var inputs = self.inputs[...]
    for expectation in test.expect.sorted(by: { moment(of: $0) < moment(of: $1) }) {
      let moment = moment(of: expectation)
      while let input = inputs.first, input.time <= moment {
        inputs.removeFirst()
        rehearsal.advance(to: input.time)
        take(input)
      }
      rehearsal.advance(to: moment)
      look()
      if let failure = failure(of: expectation) { failures.append(failure) }
    }
    return failures
  }

  private mutating func look() {
    let happenings = rehearsal.takeHappenings()
    told += happenings.told
    fired.formUnion(happenings.transitions.filter { $0.transition.step == .fired }.map(\.transition.rule))
  }

  private enum Event {
    case line(SourceName, String)
    case poll(MetricName, RuleTest.Output)
  }

  private struct Input {
    var time: Instant
    var event: Event
  }

  /// All that comes in, in order of time; at one moment, lines before commands.
  private var inputs: [Input] {
    var inputs: [Input] = []
    for (source, lines) in test.lines.sorted(by: { $0.key < $1.key }) {
      for line in lines {
        let input = Input(time: test.start + line.offset, event: .line(source, line.text))
        inputs += Array(repeating: input, count: line.count)
      }
    }
    for (metric, outputs) in test.commands.sorted(by: { $0.key < $1.key }) {
      guard let interval = metrics[metric]?.command.interval else { continue }
      // An output holds until the next entry: each run in between prints it.
      let outputs = outputs.sorted { $0.offset < $1.offset }
      for (index, output) in outputs.enumerated() {
        let end = index + 1 < outputs.count ? outputs[index + 1].offset : test.end - test.start
        var offset = output.offset
        repeat {
          inputs.append(Input(time: test.start + offset, event: .poll(metric, output)))
          offset += interval
        } while offset < end
      }
    }
    // A stable sort: inputs of one moment stay in their order.
    return inputs.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
  }

  private mutating func take(_ input: Input) {
    switch input.event {
    case .line(let source, let text):
      var before = lineBefore[source]
      let events = Array((text + "\n").utf8).withUnsafeBytes { block in
        recognizers[source]?.recognize(block, origin: source.text, arrival: input.time, lineBefore: &before) ?? []
      }
      lineBefore[source] = before
      rehearsal.handle(.lines(events))
    case .poll(let metric, let output):
      guard let polled = metrics[metric] else { return }
      let printed = CommandOutput(ending: .exited(output.exit), output: Array(output.text.utf8))
      let run = CommandRun(
        metric: metric,
        started: input.time,
        duration: .zero,
        status: output.exit,
        result: polled.result(of: printed, at: input.time)
      )
      rehearsal.handle(.command(run))
    }
  }

  private func moment(of expectation: RuleTest.Expectation) -> Instant {
    switch expectation {
    case .firing(let offset, _): test.start + offset
    case .messages(let until, _): until.map { test.start + $0 } ?? test.end
    }
  }

  private func failure(of expectation: RuleTest.Expectation) -> Failure? {
    switch expectation {
    case .firing(let offset, let expected): failure(firing: expected, at: offset)
    case .messages(_, let expected): failure(messages: expected)
    }
  }

  private func failure(firing expected: [RuleTest.Firing], at offset: Duration) -> Failure? {
    var unexpected = rehearsal.firing
    var missing: [RuleTest.Firing] = []
    for wanted in expected {
      if let index = unexpected.firstIndex(where: { wanted.isMet(by: $0) }) {
        unexpected.remove(at: index)
      } else {
        missing.append(wanted)
      }
    }
    guard !missing.isEmpty || !unexpected.isEmpty else { return nil }
    return Failure(
      expectation: "firing at +\(offset.text)",
      difference: missing.map { "- \($0.alert) \($0.labels)" } + unexpected.map { "+ \($0.name) \($0.labels)" }
    )
  }

  private func failure(messages expected: RuleTest.Messages) -> Failure? {
    let texts = told.filter { $0.hook == expected.hook && $0.time <= rehearsal.now }
    var difference: [String] = []
    if let count = expected.count, count != texts.count {
      difference += ["- \(count) messages", "+ \(texts.count) messages"]
    }
    for part in expected.contain where !texts.contains(where: { Markup.shown($0.text).contains(part) }) {
      difference.append("- a message with '\(part)'")
    }
    guard !difference.isEmpty else { return nil }
    for message in texts {
      difference += Markup.shown(message.text).split(separator: "\n").map {
        "+ +\((message.time - test.start).text)  \($0)"
      }
    }
    return Failure(expectation: "messages to \(expected.hook)", difference: difference)
  }
}

extension RuleTest.Firing {
  fileprivate func isMet(by firing: Alert) -> Bool {
    firing.name == alert && labels.pairs.allSatisfy { firing.labels[$0.name] == $0.value }
  }
}

extension RuleTest {
  /// The last moment that it is about: the last one that an expectation names, else an hour after the last input.
  fileprivate var end: Instant {
    let named = expect.compactMap { expectation in
      switch expectation {
      case .firing(let offset, _): offset
      case .messages(let until, _): until
      }
    }
    let fed = lines.values.joined().map(\.offset) + commands.values.joined().map(\.offset)
    let last = fed.max() ?? .zero
    return start + (named.max().map { max($0, last) } ?? last + .hours(1))
  }
}
