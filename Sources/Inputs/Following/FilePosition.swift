internal import FoundationEssentials
internal import Model

/// Where reading of a file goes on, and how the file is known again: what the ledger keeps of it.
struct FilePosition: Codable, Equatable {
  /// The form that this version writes; 1 is the first.
  static let currentVersion = 1

  var version = FilePosition.currentVersion
  /// The name that it had last.
  var path: String
  /// Where that name led, where a symbolic link stood in between.
  var target: String?
  var id: FileID
  /// The end of the last whole line that was handed over.
  var offset: Int64
  /// Of the first bytes, as many as are known, at most ``headLength``.
  var head: Fingerprint
  /// Of the bytes just before ``offset``, at most ``tailLength``.
  var tail: Fingerprint
  /// Whether ``offset`` lies in the part of a line that is left out because the line is too long.
  var isInsideCutLine = false
  /// When the file had been written last.
  var modified: Instant?
  /// The event time of the line before, which the next one without a time of its own gets.
  var lineBefore: Instant?

  static let headLength = 1024
  static let tailLength = 64

  private enum CodingKeys: String, CodingKey {
    case version = "v"
    case path
    case target
    case id
    case offset
    case head
    case tail
    case isInsideCutLine = "cut"
    case modified
    case lineBefore = "time"
  }

  /// The stored form.
  func encoded() -> [UInt8] {
    // A struct of numbers and a text: encoding it cannot fail.
    (try? JSONEncoder().encode(self)).map(Array.init) ?? []
  }

  /// Reads a stored position; nil where it is damaged or of a version that is not known.
  init?(_ stored: [UInt8]) {
    guard let position = try? JSONDecoder().decode(FilePosition.self, from: Data(stored)),
      position.version == FilePosition.currentVersion, position.isPossible
    else { return nil }
    self = position
  }

  /// Whether the numbers are such as this version writes: as many bytes are read as they say.
  private var isPossible: Bool {
    offset >= tail.length && (0...FilePosition.headLength).contains(head.length)
      && (0...FilePosition.tailLength).contains(tail.length)
  }

  init(path: String, id: FileID, offset: Int64, head: Fingerprint, tail: Fingerprint) {
    self.path = path
    self.id = id
    self.offset = offset
    self.head = head
    self.tail = tail
  }
}
