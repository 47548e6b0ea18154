import Model

/// The times of the latest lines that count towards a threshold, by event time: as many as the threshold, never more.
struct SlidingWindow: Sendable, Equatable, Codable {
  private(set) var times: [Instant] = []

  init() {}

  /// Counts a line; lines may come out of order.
  ///
  /// A line that is older than the window before the newest one counts no longer.
  mutating func add(_ time: Instant, within window: Duration?, limit: Int) {
    let place = times.lastIndex { $0 <= time }.map { $0 + 1 } ?? 0
    times.insert(time, at: place)
    if let window, let newest = times.last {
      let oldest = newest - window
      times.removeSubrange(..<(times.firstIndex { $0 >= oldest } ?? 0))
    }
    if times.count > limit { times.removeFirst(times.count - limit) }
  }

  init(from decoder: any Decoder) throws {
    times = try decoder.singleValueContainer().decode([Instant].self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(times)
  }
}
