internal import Model
internal import Patterns

/// A format of dates and times after strptime(3), with `%f` for fractions of a second and `%Z` for a zone's name.
struct TimeFormat: Sendable {
  private let items: [Item]

  private enum Item: Sendable {
    case byte(UInt8)
    case space
    case directive(Directive)
  }

  /// The letters of the directives that are one value each.
  enum Directive: Character, Sendable, CaseIterable {
    case year = "Y"
    case yearOfCentury = "y"
    case month = "m"
    case monthName = "b"
    case day = "d"
    case hour = "H"
    case hourOfHalf = "I"
    case half = "p"
    case minute = "M"
    case second = "S"
    case fraction = "f"
    case offset = "z"
    case zone = "Z"
    case dayName = "a"
    case dayOfYear = "j"
    case epoch = "s"
  }

  /// Letters that stand for others, as strptime has them.
  private static let shorthands: [Character: String] = [
    "T": "%H:%M:%S", "F": "%Y-%m-%d", "D": "%m/%d/%y", "R": "%H:%M", "B": "%b", "h": "%b", "A": "%a", "e": "%d",
    "k": "%H",
    "l": "%I", "n": " ", "t": " ",
  ]

  /// Reads a format; throws where it has a directive that is not known.
  init(_ text: String) throws(PatternError) {
    var items: [Item] = []
    try TimeFormat.read(text, into: &items)
    self.items = items
  }

  private static func read(_ text: String, into items: inout [Item]) throws(PatternError) {
    var isDirective = false
    for (offset, character) in text.enumerated() {
      if !isDirective, character == "%" {
        isDirective = true
      } else if !isDirective {
        if character.isWhitespace { items.append(.space) } else { items += character.utf8.map { .byte($0) } }
      } else {
        isDirective = false
        if let directive = Directive(rawValue: character) {
          items.append(.directive(directive))
        } else if let shorthand = shorthands[character] {
          try read(shorthand, into: &items)
        } else if character == "%" {
          items.append(.byte(UInt8(ascii: "%")))
        } else {
          throw PatternError(
            kind: .syntax,
            message: "unknown directive '%\(character)' in a time format",
            offset: offset
          )
        }
      }
    }
  }

  /// The time that the text begins with; nil where it does not begin with one.
  ///
  /// A year that is left out is the one nearest to `now`, and so is a day.
  func time(in text: UnsafeRawBufferPointer, zone: Zone, now: Instant) -> Instant? {
    var reader = TimeReader(text)
    for item in items {
      switch item {
      case .space: reader.skipSpace()
      case .byte(let byte): guard reader.skip(byte) else { return nil }
      case .directive(let directive): guard reader.read(directive) else { return nil }
      }
    }
    return reader.time.instant(in: zone, now: now)
  }
}
