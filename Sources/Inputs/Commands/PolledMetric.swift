package import Model
package import Patterns

/// A metric that a command prints, ready to be polled: what to run, and how to read it.
package struct PolledMetric: Sendable {
  package let name: MetricName
  package let command: CommandMetric
  package let format: any OutputFormat
  private let labels: [String: Interpolation]
  private let keep: [Pattern]

  /// Prepares a metric; nil for one that is counted from lines.
  package init?(_ definition: MetricDefinition) throws(PatternError) {
    guard case .command(let command) = definition.origin else { return nil }
    name = definition.name
    self.command = command
    format = try command.format()
    labels = definition.labels
    var keep: [Pattern] = []
    for text in command.keep { keep.append(try Pattern("^(?:\(text))$")) }
    self.keep = keep
  }

  /// A timeout is never above the interval, so that runs cannot pile up.
  package var timeout: Duration { min(command.timeout, command.interval) }

  /// What an output means: the numbers in it, or which of the four kinds of failure it is.
  package func result(of output: CommandOutput, at time: Instant) -> CommandRun.Result {
    switch output.ending {
    case .absent(let reason): .absent(reason: reason)
    case .timedOut: .timedOut
    case .signaled(let signal): .failed(status: -signal, message: said(output))
    case .exited(let status) where !format.isAnswer(status: status): .failed(status: status, message: said(output))
    case .exited where output.isCut && !format.readsBeginnings:
      .unparsable(reason: "it printed more than \(format.outputLimit >> 10) KiB")
    case .exited(let status): read(output.output, status: status, at: time)
    }
  }

  /// Its message as part of a sentence.
  private func said(_ output: CommandOutput) -> String {
    let end = output.message.lastIndex { !$0.isWhitespace }
    return end.map { String(output.message[...$0]) } ?? ""
  }

  private func read(_ output: [UInt8], status: Int, at time: Instant) -> CommandRun.Result {
    do {
      let samples = try format.samples(in: output, status: status, of: name, at: time)
      return .samples(kept(samples).map(labelled))
    } catch {
      return .unparsable(reason: error.description)
    }
  }

  private func kept(_ samples: [Sample]) -> [Sample] {
    guard !keep.isEmpty else { return samples }
    let matcher = PatternMatcher()
    return samples.filter { sample in
      var name = sample.metric.text
      return name.withUTF8 { bytes in
        keep.contains { matcher.matches($0, in: UnsafeRawBufferPointer(bytes)) }
      }
    }
  }

  /// Adds the rule's labels, whose `{{name}}` places are filled from the sample's own.
  private func labelled(_ sample: Sample) -> Sample {
    var sample = sample
    let own = sample.labels
    for (name, text) in labels { sample.labels[name] = text.filled { own[$0] } }
    return sample
  }
}
