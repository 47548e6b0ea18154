/// Watches how well the strings do, and chooses them again when those that are found in vain have cost as much as a new choice does.
struct StringReview {
  private var filter: StringFilter
  private var falseCandidates: [Int]
  private var total = 0
  private var allowance: Int
  private var bytes = 0
  /// False candidates per byte of strings that were used before this filter.
  private var known: [SearchString: Double] = [:]
  /// What is seen of the log while a new choice is near.
  private var table: FrequencyTable?
  private var sampled = 0

  /// A choice takes a few milliseconds and some microseconds for each pattern; a false candidate, some hundred nanoseconds.
  private static let firstAllowance = 20_000
  private static let allowanceByString = 200
  /// Bytes of the log that a choice is made from, and how many are taken from one stretch of it.
  private static let sample = 256 << 10
  private static let samplePart = 8 << 10
  /// A string with at least this part of all false candidates is replaced.
  private static let unwantedShare = 200

  init(of filter: StringFilter) {
    self.filter = filter
    falseCandidates = [Int](repeating: 0, count: filter.strings.count)
    allowance = StringReview.firstAllowance + StringReview.allowanceByString * filter.strings.count
  }

  mutating func countFalseCandidate(of string: Int) {
    falseCandidates[string] += 1
    total += 1
  }

  /// Takes note of bytes that were searched, and gives a filter with better strings when it is time for one.
  mutating func filter(after bytes: UnsafeRawBufferPointer, for shapes: [Shape]) -> StringFilter? {
    self.bytes += bytes.count
    guard total > allowance / 2 else { return nil }
    if sampled < StringReview.sample {
      let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(StringReview.samplePart))
      table = table ?? FrequencyTable.shipped
      table?.count(part)
      sampled += part.count
    }
    guard total > allowance, sampled >= StringReview.sample, let table else { return nil }

    let observed = self.observed
    let unwanted = filter.strings.indices.filter { falseCandidates[$0] * StringReview.unwantedShare >= total }
    let better = filter.replacing(unwanted, shapes: shapes) { max(table.rate(of: $0), observed[$0] ?? 0) }
    let allowance = 2 * self.allowance
    self = StringReview(of: better)
    known = observed
    // Twice as patient each time, so that all choices together cost little even where none helps.
    self.allowance = allowance
    return better
  }

  /// The false candidates per byte and pattern of the strings that had any.
  private var observed: [SearchString: Double] {
    var observed = known
    for (index, string) in filter.strings.enumerated() where falseCandidates[index] > 0 {
      observed[string] = Double(falseCandidates[index]) / Double(filter.patternsByString[index].count * bytes)
    }
    return observed
  }
}
