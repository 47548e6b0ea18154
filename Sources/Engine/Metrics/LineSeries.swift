import Model

/// The present state of one series that matching lines make.
struct LineSeries: Sendable, Equatable, Codable {
  var metric: MetricName
  var labels: Labels
  /// The newest line's time.
  var time: Instant
  /// The counter's or gauge's value, the histogram's sum.
  private(set) var value: Double
  /// Observations of a histogram.
  private(set) var count = 0
  /// Observations up to each bound; empty for the other kinds.
  private(set) var buckets: [Int]

  init(_ metric: MetricName, _ kind: LineMetric.Kind, _ labels: Labels, at time: Instant) {
    self.metric = metric
    self.labels = labels
    self.time = time
    value = 0
    if case .histogram(let bounds) = kind {
      buckets = [Int](repeating: 0, count: bounds.count)
    } else {
      buckets = []
    }
  }

  /// Takes a line; `number` is what it gave, 1 for a counter of lines.
  mutating func take(_ number: Double, _ kind: LineMetric.Kind, at time: Instant) {
    switch kind {
    case .counter: value += number
    case .gauge: if time >= self.time { value = number }
    case .histogram(let bounds):
      // A reload may have brought other bounds: counts of other buckets mean nothing among them.
      if buckets.count != bounds.count { self = LineSeries(metric, kind, labels, at: time) }
      value += number
      count += 1
      for index in bounds.indices where number <= bounds[index] { buckets[index] += 1 }
    }
    self.time = max(self.time, time)
  }

  /// The series as samples, as Prometheus names them.
  func samples(_ kind: LineMetric.Kind) -> [Sample] {
    guard case .histogram(let bounds) = kind, bounds.count == buckets.count else {
      return [Sample(metric: metric, labels: labels, value: value, time: time)]
    }
    let bounded = zip(bounds, buckets).map { bucket(bound: "\($0)", count: $1) }
    return bounded + [
      bucket(bound: "+Inf", count: count),
      Sample(metric: MetricName(metric.text + "_sum"), labels: labels, value: value, time: time),
      Sample(metric: MetricName(metric.text + "_count"), labels: labels, value: Double(count), time: time),
    ]
  }

  private func bucket(bound: String, count: Int) -> Sample {
    var labels = labels
    labels["le"] = bound.hasSuffix(".0") ? String(bound.dropLast(2)) : bound
    return Sample(metric: MetricName(metric.text + "_bucket"), labels: labels, value: Double(count), time: time)
  }
}
