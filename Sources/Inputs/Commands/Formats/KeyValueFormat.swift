import Model

/// `keyvalue`: lines such as `key=1`, `key: 1 kB`, `key 1`, and several `key=1 other=2` on a line.
///
/// A key whose value is no number has no sample; blank lines and those that begin with `#` are skipped, units are ignored.
struct KeyValueFormat: OutputFormat {
  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    let text = String(decoding: output, as: UTF8.self)
    var values: [String: Double] = [:]
    for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      for (key, value) in pairs(in: line) { values[key] = Number.read(value) }
    }
    guard !values.isEmpty else { throw Unparsable("no key with a number", text) }
    return values.sorted { $0.key < $1.key }.map { key, value in
      Sample(metric: metric, labels: ["key": key], value: value, time: time)
    }
  }

  private func pairs(in line: Substring) -> [(key: String, value: Substring)] {
    let words = line.split { $0.isWhitespace || $0 == "," }
    let joined = words.filter { $0.dropFirst().dropLast().contains("=") }
    if joined.count == words.count {
      return joined.compactMap { word in
        let parts = word.split(separator: "=", maxSplits: 1)
        return parts.count == 2 ? (String(parts[0]), parts[1]) : nil
      }
    }
    // One key, which may have blanks within where a colon or an equals sign ends it.
    let end = line.firstIndex { $0 == ":" || $0 == "=" }
    let key = end.map { line[..<$0] } ?? words.first ?? ""
    let rest =
      end.map { line[line.index(after: $0)...] } ?? line.dropFirst(line.prefix { $0.isWhitespace }.count + key.count)
    let name = key.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !name.isEmpty, let value = rest.split(whereSeparator: \.isWhitespace).first else { return [] }
    return [(name, value)]
  }
}
