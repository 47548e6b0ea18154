import Model
import Patterns

/// `regex`: the first match in the output; its group `value` is the number, its other named groups are labels.
struct RegexFormat: OutputFormat {
  let pattern: Pattern

  var readsBeginnings: Bool { true }

  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    // The match points into the matcher's memory, which must outlive it.
    let matcher = PatternMatcher()
    let found = withExtendedLifetime(matcher) {
      output.withUnsafeBytes { matcher.firstMatch(of: pattern, in: $0)?.captures }
    }
    let text = String(decoding: output, as: UTF8.self)
    guard var captures = found else { throw Unparsable("the pattern does not match", text) }
    guard let capture = captures.removeValue(forKey: "value") else {
      throw Unparsable("the pattern's group 'value' took no part in the match", text)
    }
    guard let value = Number.read(capture) else { throw Unparsable("the group 'value' is not a number", capture) }
    return [Sample(metric: metric, labels: Labels(captures), value: value, time: time)]
  }
}
