internal import DequeModule
import Model

/// The events of one recorded file in the order of time, as far as that can be had with few of them in memory.
///
/// A line that is out of order by less than what is held comes at its place; one by a clock that was far ahead comes last.
struct OrderedLines {
  /// So many events are held, or so much text of theirs.
  private static let held = (events: 500, bytes: 2 << 20)
  /// No event is held longer than until so much of the file has been read: where few lines match, the first come soon.
  private static let reach = 16 << 20

  private struct Held {
    let event: LineEvent
    /// How much of the file was read when it came.
    let place: Int
  }

  private let lines: RecordedLines
  /// The oldest first.
  private var held: Deque<Held> = []
  private var heldBytes = 0
  private var isRead = false

  init(_ lines: RecordedLines) throws(RecordedFileError) {
    self.lines = lines
    try fill()
  }

  /// Whether all of its events were taken.
  var hasEnded: Bool { isRead && held.isEmpty }

  /// When the oldest event was.
  var time: Instant { held.first?.event.time ?? .distantFuture }

  /// Takes the oldest event.
  mutating func removeFirst() throws(RecordedFileError) -> LineEvent? {
    guard let event = held.popFirst()?.event else { return nil }
    heldBytes -= event.text.utf8.count
    try fill()
    return event
  }

  private mutating func fill() throws(RecordedFileError) {
    while !isRead, mayHoldMore {
      guard let piece = try lines.next() else {
        isRead = true
        return
      }
      for event in piece { hold(event) }
    }
  }

  private var mayHoldMore: Bool {
    guard let oldest = held.first else { return true }
    return held.count < Self.held.events && heldBytes < Self.held.bytes && lines.bytes - oldest.place < Self.reach
  }

  /// Puts an event at its place, which is nearly always the end; lines of one moment stay in their order.
  private mutating func hold(_ event: LineEvent) {
    var place = held.endIndex
    while place > held.startIndex, held[place - 1].event.time > event.time { place -= 1 }
    held.insert(Held(event: event, place: lines.bytes), at: place)
    heldBytes += event.text.utf8.count
  }
}
