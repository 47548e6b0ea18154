import Model

/// `prometheus`: a text exposition, version 0.0.4, names and labels kept.
///
/// A line that is no sample makes the whole output unparsable, as it does for Prometheus.
struct PrometheusFormat: OutputFormat {
  /// An exposition is longer than what other commands print: node_exporter's has 100 KiB and more.
  var outputLimit: Int { 4 << 20 }

  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    var samples: [Sample] = []
    let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      var reader = ExpositionLine(line)
      do throws(Unparsable) {
        if let sample = try reader.sample(at: time) { samples.append(sample) }
      } catch {
        throw Unparsable("line \(index + 1): \(error)")
      }
    }
    guard !samples.isEmpty else { throw Unparsable("no sample in it", String(decoding: output, as: UTF8.self)) }
    return samples
  }
}
