import Model

/// `number`: the whole output is one number.
struct NumberFormat: OutputFormat {
  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    let words = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    guard let word = words.first else { throw Unparsable("it printed nothing") }
    guard words.count == 1, let value = Number.read(word) else {
      throw Unparsable("not one number", words.joined(separator: " "))
    }
    return [Sample(metric: metric, labels: [:], value: value, time: time)]
  }
}
