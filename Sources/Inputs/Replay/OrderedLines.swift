import Model

/// The events of one recorded file in the order of time, as far as that can be had with few of them in memory.
///
/// A line that is out of order by less than what is held comes at its place; one by a clock that was far ahead comes last.
struct OrderedLines {
  /// So many events are held, or so much text.
  private static let reach = (events: 1_000, bytes: 4 << 20)

  private let lines: RecordedLines
  /// The newest first: the oldest is taken off the end.
  private var held: [LineEvent] = []
  private var heldBytes = 0
  private var isRead = false

  init(_ lines: RecordedLines) throws(RecordedFileError) {
    self.lines = lines
    try fill()
  }

  /// Whether all of its events were taken.
  var hasEnded: Bool { isRead && held.isEmpty }

  /// When the oldest event was.
  var time: Instant { held.last?.time ?? .distantFuture }

  /// Takes the oldest event.
  mutating func removeFirst() throws(RecordedFileError) -> LineEvent? {
    guard let event = held.popLast() else { return nil }
    heldBytes -= event.text.utf8.count
    try fill()
    return event
  }

  /// Reads on when half of what may be held is gone, so that sorting is rare.
  private mutating func fill() throws(RecordedFileError) {
    guard held.count < Self.reach.events / 2, heldBytes < Self.reach.bytes / 2 else { return }
    var read: [LineEvent] = []
    while !isRead, held.count + read.count < Self.reach.events, heldBytes < Self.reach.bytes {
      guard let piece = try lines.next() else {
        isRead = true
        break
      }
      for event in piece { heldBytes += event.text.utf8.count }
      read += piece
    }
    // A stable sort: lines of one moment stay in their order.
    let all = held.reversed() + read
    held = all.indices.sorted { (all[$1].time, $1) < (all[$0].time, $0) }.map { all[$0] }
  }
}
