internal import Model

/// What was read and not yet handed over.
struct PendingBatch {
  private(set) var events: [LineEvent] = []
  private(set) var textBytes = 0
  private var lines = 0
  private var bytes = 0
  /// Files whose positions moved: each is asked for its position only when the batch goes.
  private var moved: [String: FollowedFile] = [:]
  private var places: [String: [UInt8]?] = [:]

  init() {}

  /// What another reader had read and not handed over.
  init(_ batch: InputBatch) {
    (lines, bytes, places) = (batch.lines, batch.bytes, batch.positions)
    add(batch.events, lines: 0, bytes: 0)
  }

  var isEmpty: Bool { events.isEmpty && moved.isEmpty && places.isEmpty }

  mutating func add(_ new: [LineEvent], lines: Int, bytes: Int) {
    self.lines += lines
    self.bytes += bytes
    events += new
    for event in new { textBytes += event.text.utf8.count }
  }

  mutating func move(_ file: FollowedFile) {
    moved[file.key] = file
    places[file.key] = nil
  }

  /// A place that is no file's, or (nil) one that is not needed any more.
  mutating func set(_ key: String, to place: [UInt8]?) {
    moved[key] = nil
    places.updateValue(place, forKey: key)
  }

  var batch: InputBatch {
    var positions = places
    for (key, file) in moved { positions.updateValue(file.position.encoded(), forKey: key) }
    return InputBatch(events: events, positions: positions, lines: lines, bytes: bytes)
  }
}
