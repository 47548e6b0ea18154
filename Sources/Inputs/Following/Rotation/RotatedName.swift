/// The names that a log gets when it is rotated: `app.log.1`, `app.log-20261124`, `app-2026-11-24.log`, `app.log.2.gz`, `app.log.old`,
/// and `app.log-2026112410.backup`, which logrotate makes of a log that a program opens anew while it is rotated.
struct RotatedName: Equatable {
  /// The name that the log has while it is written.
  let base: String
  /// What the rotated name has in addition.
  let mark: String

  private static let compressions = [".gz", ".xz", ".bz2", ".zst", ".Z", ".lz4", ".lzma"]
  /// What the name of a log has in addition while logrotate copies it (`renamecopy`).
  static let interimMark = ".tmp"

  private static let plainMarks = ["~", ".old", ".bak", ".backup", ".prev", ".save"]

  /// Every way in which a name may be the rotated one of another.
  static func readings(of name: String) -> [RotatedName] {
    var plain = name[...]
    if let end = compressions.first(where: { plain.ends(with: $0) }) { plain = plain.dropLast(end.utf8.count) }
    var readings = plain == name[...] ? [] : [RotatedName(base: String(plain), mark: "")]
    if let mark = plainMarks.first(where: { plain.ends(with: $0) }), plain.utf8.count > mark.utf8.count {
      plain = plain.dropLast(mark.utf8.count)
      readings.append(RotatedName(base: String(plain), mark: mark))
    }
    readings += cuts(of: plain).map { RotatedName(base: String(plain[..<$0]), mark: String(plain[$0...])) }
    // `app.log` becomes `app-20261124.log` where the extension is kept.
    if let dot = plain.utf8.lastIndex(of: UInt8(ascii: ".")), dot > plain.startIndex {
      let (stem, end) = (plain[..<dot], plain[dot...])
      readings += cuts(of: stem).map { RotatedName(base: String(stem[..<$0] + end), mark: String(stem[$0...])) }
    }
    return readings
  }

  /// Whether a name says that the file is compressed.
  static func isCompressed(_ name: String) -> Bool {
    compressions.contains { name[...].ends(with: $0) }
  }

  /// How a name is a rotated one of `base`; nil where it is none.
  init?(_ name: String, of base: String) {
    guard let reading = RotatedName.readings(of: name).first(where: { $0.base == base }) else { return nil }
    self = reading
  }

  /// The name of a log that was not renamed.
  init(log: String) {
    self.init(base: log, mark: "")
  }

  private init(base: String, mark: String) {
    self.base = base
    self.mark = mark
  }

  /// Whether this is an older generation than another, where their times are the same: a higher number is older, a later date is newer.
  func isOlder(than other: RotatedName) -> Bool {
    guard let number, let otherNumber = other.number else { return mark < other.mark }
    return number > otherNumber
  }

  /// The count of a numbered generation; nil for a date, which has more digits.
  private var number: Int? {
    mark.count <= 5 ? Int(mark.dropFirst()) : nil
  }

  /// Where a number or a date may begin that a text ends with: at each separator in its last part of digits and separators.
  private static func cuts(of text: Substring) -> [Substring.Index] {
    var cuts: [Substring.Index] = []
    var hasDigit = false
    let bytes = text.utf8
    var place = bytes.endIndex
    while place > bytes.startIndex {
      place = bytes.index(before: place)
      switch bytes[place] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        if hasDigit && place > text.startIndex { cuts.append(place) }
      case UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "+"): continue
      default: return cuts
      }
    }
    return cuts
  }
}

extension Substring {
  /// Whether the last bytes are those of an ASCII text.
  fileprivate func ends(with text: String) -> Bool { utf8.suffix(text.utf8.count).elementsEqual(text.utf8) }
}
