/// One value of one series at one time.
package struct Sample: Sendable, Equatable, Codable {
  package var metric: MetricName
  package var labels: Labels
  package var value: Double
  package var time: Instant
  /// What a number cannot say, for messages: why a file cannot be read, what a command said when it failed.
  package var detail: String?

  package init(metric: MetricName, labels: Labels, value: Double, time: Instant, detail: String? = nil) {
    self.metric = metric
    self.labels = labels
    self.value = value
    self.time = time
    self.detail = detail
  }
}

/// What came of one run of a metric's command.
///
/// The four kinds of failure are states of their own, never a stale value.
package struct CommandRun: Sendable, Equatable, Codable {
  package enum Result: Sendable, Equatable, Codable {
    case samples([Sample])
    /// It ended with a status other than 0, or by a signal (negative); with the beginning of what it said on its standard error.
    case failed(status: Int, message: String)
    case timedOut
    case unparsable(reason: String)
    /// It could not be started.
    case absent(reason: String)
  }

  package var metric: MetricName
  package var started: Instant
  package var duration: Duration
  /// The exit status; negative for a signal; nil where it was not started or had to be killed.
  package var status: Int?
  package var result: Result
  /// Runs that were left out before this one, because an earlier one was still going or no slot was free.
  package var skipped: Int

  package init(
    metric: MetricName,
    started: Instant,
    duration: Duration,
    status: Int?,
    result: Result,
    skipped: Int = 0
  ) {
    self.metric = metric
    self.started = started
    self.duration = duration
    self.status = status
    self.result = result
    self.skipped = skipped
  }
}

extension CommandRun {
  /// What went wrong, in words; nil where nothing did.
  package var failure: String? {
    switch result {
    case .samples: nil
    case .failed(let status, let message):
      (status < 0 ? "was ended by signal \(-status)" : "failed with status \(status)")
        + (message.isEmpty ? "" : ": \(message)")
    case .timedOut: "timed out"
    case .unparsable(let reason): "unparsable: \(reason)"
    case .absent(let reason): "could not be started: \(reason)"
    }
  }
}
