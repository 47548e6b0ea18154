import Model

/// `nagios`: a monitoring plugin's exit status and performance data, after the Monitoring Plugins Development Guidelines.
///
/// Gives `METRIC_status` (0 to 3) and `METRIC_perfdata{label="…"}` with `_warn`, `_crit`, `_min` and `_max` beside it.
/// Seconds and bytes are scaled to their base unit, so that thresholds in rules need no units: `us` and `ms` to seconds,
/// `KB` to `TB` to bytes, by 1024. What the plugin says for people is the detail of its status.
struct NagiosFormat: OutputFormat {
  private static let longestDetail = 300

  var readsBeginnings: Bool { true }

  func isAnswer(status: Int) -> Bool { (0...3).contains(status) }

  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    let text = String(decoding: output, as: UTF8.self)
    let name = MetricName("\(metric)_status")
    var samples = [Sample(metric: name, labels: [:], value: Double(status), time: time, detail: Self.said(text))]
    for datum in PerformanceDatum.all(in: text) {
      func add(_ suffix: String, _ value: Double?) {
        guard let value else { return }
        let name = MetricName("\(metric)_perfdata\(suffix)")
        samples.append(Sample(metric: name, labels: ["label": datum.label], value: value, time: time))
      }
      add("", datum.value)
      add("_warn", datum.warn)
      add("_crit", datum.crit)
      add("_min", datum.min)
      add("_max", datum.max)
    }
    return samples
  }

  /// The first line up to the performance data.
  private static func said(_ output: String) -> String? {
    let line = output.prefix { !$0.isNewline && $0 != "|" }.prefix(longestDetail)
    let words = line.split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
