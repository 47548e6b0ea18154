internal import FoundationEssentials
internal import Model

/// What was read of files that are gone, or hold something else now: it may come to light again, in a copy or compressed.
struct KnownTexts: Codable {
  /// What was read of one of them, and since when that is known.
  private struct Known: Codable {
    let position: FilePosition
    let noted: Instant
  }

  private var known: [Known] = []
  /// Compressed generations that were looked into.
  private var examined: [FileID: Examined] = [:]
  /// Whether the ledger does not have all of it yet.
  private(set) var isChanged = false

  private struct Examined: Codable {
    let written: Instant
    let born: Instant
    /// The followed file from which it was made; nil where it was made from none.
    let original: FileID?
  }

  private enum CodingKeys: CodingKey {
    case known
    case examined
  }

  private static let limit = 256

  /// Knows nothing.
  init() {}

  /// Reads the stored form; a damaged one knows nothing.
  init(stored: [UInt8]?) {
    if let stored, let texts = try? JSONDecoder().decode(KnownTexts.self, from: Data(stored)) { self = texts }
  }

  /// What the ledger is to keep from now on; nil: nothing.
  ///
  /// A copy may be there only after a restart, and what a compressed generation was made from may be gone by then.
  mutating func encoded() -> [UInt8]? {
    isChanged = false
    if known.isEmpty && examined.isEmpty { return nil }
    // Structs of numbers and texts: encoding them cannot fail.
    return (try? JSONEncoder().encode(self)).map(Array.init)
  }

  /// The places up to which they were read, the last few.
  var positions: [FilePosition] { known.map(\.position) }

  mutating func note(_ position: FilePosition, at now: Instant) {
    guard position.offset > 0 else { return }
    known = (known + [Known(position: position, noted: now)]).suffix(KnownTexts.limit)
    isChanged = true
  }

  /// Forgets what nobody looks for any more.
  mutating func forget(notedBefore time: Instant) {
    let count = known.count
    known.removeAll { $0.noted < time }
    if known.count != count { isChanged = true }
  }

  mutating func noteExamined(_ generation: Generation, madeFrom original: FileID?) {
    let (written, born) = (generation.status.modified, generation.birth ?? .epoch)
    examined[generation.id] = Examined(written: written, born: born, original: original)
    isChanged = true
  }

  /// Forgets what was found out about a compressed generation.
  mutating func forgetExamined(_ text: FileID) {
    examined[text] = nil
    isChanged = true
  }

  /// The followed file from which a compressed generation was found to have been made.
  func original(of generation: Generation) -> FileID? { examined[generation.id]?.original }

  func hasExamined(_ generation: Generation) -> Bool {
    examined[generation.id]?.written == generation.status.modified
  }

  /// Forgets compressed generations that are too old to be looked into once more, unless the files are still needed that they were made from.
  ///
  /// Whether one is there is not asked: a listing of a folder in which files are being renamed may leave it out.
  mutating func forgetExamined(bornBefore time: Instant, unlessMadeFrom isNeeded: (FileID) -> Bool) {
    let count = examined.count
    examined = examined.filter { $0.value.born >= time || $0.value.original.map(isNeeded) ?? false }
    if examined.count != count { isChanged = true }
  }
}
