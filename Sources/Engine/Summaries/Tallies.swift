import Model

/// How often each value of a capture came, for the `top` sections: counted per quarter of an hour of event time.
struct Tallies: Sendable {
  private struct Bucket: Sendable, Codable {
    var begin: Instant
    var counts: [String: Int] = [:]
    /// Lines with values that found no room.
    var others = 0
  }

  private struct Section: Sendable {
    var key: String
    var by: String
    var period: Duration
  }

  private static let quarter = Duration.minutes(15)
  /// Values counted by name in one quarter of an hour.
  private static let limit = 500
  private static let valueLength = 200

  private let sections: [LineEvent.Target: Section]
  /// By summary and section, then by time.
  private var tables: [String: Table<Bucket>] = [:]

  init(_ summaries: [SummaryDefinition]) {
    var sections: [LineEvent.Target: Section] = [:]
    for summary in summaries {
      for (index, section) in summary.sections.enumerated() {
        guard case .top(let top) = section else { continue }
        let key = Tallies.key(summary.name, top)
        sections[.section(summary.name, index: index)] = Section(key: key, by: top.by, period: summary.period)
        // A period of days ends up to a day before its point, and the point may come half a day late.
        let keep = summary.period + .hours(37)
        tables[key] = Table { $0.begin + keep }
      }
    }
    self.sections = sections
  }

  /// A section is known by what it counts, so that its place among the others may change.
  private static func key(_ summary: SummaryName, _ top: SectionDefinition.TopSection) -> String {
    var hash = StableHash()
    for text in [top.source.text, top.by] + top.match { hash.combine(text) }
    return RecordPath.prefix(summary.text) + hash.hexadecimal
  }

  mutating func count(_ target: LineEvent.Target, _ fields: [String: String], at time: Instant) {
    guard let section = sections[target], let text = fields[section.by] else { return }
    let value = LineText.cut(text, to: Tallies.valueLength)
    let quarters = time.nanoseconds / Tallies.quarter.nanoseconds
    let begin = Instant(nanoseconds: quarters * Tallies.quarter.nanoseconds)
    tables[section.key]?.update("\(begin.milliseconds)") { bucket in
      if bucket == nil { bucket = Bucket(begin: begin) }
      if bucket?.counts[value] == nil, bucket?.counts.count ?? 0 >= Tallies.limit {
        bucket?.others += 1
      } else {
        bucket?.counts[value, default: 0] += 1
      }
    }
  }

  /// The most frequent values of a period, and how many lines had other ones.
  func top(
    _ summary: SummaryName,
    _ top: SectionDefinition.TopSection,
    in period: Range<Instant>
  ) -> SummaryReport.Section {
    let buckets = tables[Tallies.key(summary, top)]?.rows.values.filter { period.contains($0.begin) } ?? []
    var counts: [String: Int] = [:]
    for bucket in buckets { counts.merge(bucket.counts, uniquingKeysWith: +) }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let others = buckets.reduce(0) { $0 + $1.others } + sorted.dropFirst(top.count).reduce(0) { $0 + $1.value }
    let listed = sorted.prefix(top.count).map { SummaryReport.Count(value: $0.key, count: $0.value) }
    return .top(title: top.title, listed, others: others)
  }

  var nextDeadline: Instant? { tables.values.compactMap(\.nextDeadline).min() }

  /// Forgets what no summary can ask for any more.
  mutating func advance(to now: Instant) {
    for key in tables.keys {
      while let old = tables[key]?.popDue(by: now) { tables[key]?.update(old) { $0 = nil } }
    }
  }

  mutating func restore(_ key: String, from record: [UInt8]) -> Bool {
    guard let slash = key.lastIndex(of: "/"), tables[String(key[..<slash])] != nil else { return false }
    tables[String(key[..<slash])]?.restore(String(key[key.index(after: slash)...]), from: record)
    return true
  }

  mutating func takeChanges(into records: inout RecordChanges) {
    for key in tables.keys { tables[key]?.takeChanges(into: &records, prefix: RecordPath.prefix("tally") + key + "/") }
  }
}
