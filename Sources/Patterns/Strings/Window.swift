/// A stretch of a pattern in which each place is one of a few bytes, multiplied out to all strings that can stand there.
struct Window {
  /// Most windows are one string; the others of those that are more come after it.
  private var first = SearchString()
  private var others: [SearchString] = []
  private var isCaseless = false

  private static let maxStrings = 20
  /// A class of more bytes than this is not worth multiplying out.
  private static let maxMembers = 10

  /// Adds a place at the end; false where that would make too many strings.
  mutating func extend(by place: Place) -> Bool {
    guard (1...Window.maxMembers).contains(place.count), (others.count + 1) * place.count <= Window.maxStrings else {
      return false
    }
    isCaseless = isCaseless || place.isCaseless
    if place.count == 1 {
      first.append(place.firstByte)
      for index in others.indices { others[index].append(place.firstByte) }
    } else {
      let strings = ([first] + others).flatMap { string in
        place.bytes.map { byte in
          var longer = string
          longer.append(byte)
          return longer
        }
      }
      first = strings[0]
      others = Array(strings.dropFirst())
    }
    return true
  }

  /// The sum over all strings, each once.
  func sum(of cost: (SearchString) -> Double) -> Double {
    guard !others.isEmpty else { return cost(isCaseless ? first.caseless : first) }
    return strings.reduce(0) { $0 + cost($1) }
  }

  /// The strings, each once.
  var strings: [SearchString] {
    let strings = [first] + others
    return isCaseless ? Array(Set(strings.map(\.caseless))) : strings
  }

  /// What can stand in one place.
  struct Place {
    private let members: ByteSet
    let count: Int
    let firstByte: UInt8
    /// Both cases of a letter, which are searched for as one.
    let isCaseless: Bool

    var bytes: [UInt8] { members.bytes }

    init(_ set: ByteSet) {
      let folded = set.subtracting(ByteSet.upper)
      isCaseless = folded != set && set.caseless == set
      members = isCaseless ? folded : set
      count = members.count
      firstByte = members.first ?? 0
    }
  }
}
