/// A stretch of a pattern in which each place is one of a few bytes, multiplied out to all strings that can stand there.
struct Window {
  private var strings = [SearchString()]
  private var isCaseless = false

  private static let maxStrings = 128
  /// A class of more bytes than this is not worth multiplying out.
  private static let maxMembers = 16

  /// Adds a place at the end; false where that would make too many strings.
  mutating func extend(by place: Place) -> Bool {
    guard (1...Window.maxMembers).contains(place.bytes.count),
      strings.count * place.bytes.count <= Window.maxStrings
    else { return false }
    isCaseless = isCaseless || place.isCaseless
    if place.isSingle {
      for index in strings.indices { strings[index].append(place.bytes[0]) }
    } else {
      strings = strings.flatMap { string in
        place.bytes.map { byte in
          var longer = string
          longer.append(byte)
          return longer
        }
      }
    }
    return true
  }

  /// The strings, each once.
  var searchStrings: [SearchString] {
    guard isCaseless else { return strings }
    var caseless = strings
    for index in caseless.indices { caseless[index].ignoreCase() }
    return caseless.count == 1 ? caseless : Array(Set(caseless))
  }

  /// What can stand in one place.
  struct Place {
    let bytes: [UInt8]
    /// Both cases of a letter, which are searched for as one.
    let isCaseless: Bool
    var isSingle: Bool { bytes.count == 1 }

    init(_ set: ByteSet) {
      let folded = set.subtracting(ByteSet.upper)
      isCaseless = set.caseless == set && folded != set
      bytes = isCaseless ? folded.bytes : set.bytes
    }
  }
}
