/// The runs of two to four bytes that are most common in logs.
enum CommonRuns {
  /// Runs that are about equally common.
  struct Level {
    /// Occurrences in a byte.
    let rate: Float
    let runs: [[UInt8]]
  }

  static var levels: [Level] { [] }
}
