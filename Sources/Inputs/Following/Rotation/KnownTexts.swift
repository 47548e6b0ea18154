internal import Model

/// What was read of files that are gone, or hold something else now: it may come to light again, in a copy or compressed.
struct KnownTexts {
  /// The places up to which they were read, the last few.
  private(set) var positions: [FilePosition] = []
  /// Compressed generations that were looked into, and when each had been written.
  private var examined: [FileID: Instant] = [:]

  private static let limit = 64

  mutating func note(_ position: FilePosition) {
    guard position.offset > 0 else { return }
    positions = (positions + [position]).suffix(KnownTexts.limit)
  }

  mutating func noteExamined(_ generation: Generation) {
    examined[generation.id] = generation.status.modified
  }

  func hasExamined(_ generation: Generation) -> Bool {
    examined[generation.id] == generation.status.modified
  }

  /// Forgets compressed generations that are not among those that are young.
  mutating func keepExamined(_ young: Set<FileID>) {
    examined = examined.filter { young.contains($0.key) }
  }
}
