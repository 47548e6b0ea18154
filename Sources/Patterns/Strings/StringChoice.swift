/// Chooses the strings to search for, the cheapest among those that a pattern requires.
struct StringChoice {
  /// The occurrences of a string to be expected in one byte.
  let rate: (SearchString) -> Double

  /// Longer strings are hardly rarer; the search itself looks at the last eight bytes of one first.
  private static let lengths = 2...8
  /// Classes are multiplied out to at most so many strings.
  private static let products = 128
  /// A class of more bytes than this is not worth multiplying out.
  private static let members = 16

  /// The strings for a pattern; nil where it requires none that is worth searching for.
  func strings(for shape: Shape) -> RequiredStrings? {
    best(in: StringChoice.flattened([shape])).flatMap { $0.cost < RequiredStrings.costWithoutString ? $0 : nil }
  }

  /// The cheapest strings for a sequence in which no part is a sequence.
  private func best(in parts: [Shape]) -> RequiredStrings? {
    var best: RequiredStrings?
    func consider(_ other: RequiredStrings?) {
      guard let other, other.cost < best?.cost ?? .infinity else { return }
      best = other
    }
    var run: [ByteSet] = []
    for (index, part) in parts.enumerated() {
      switch part {
      case .byte(let set):
        run.append(set)
        continue
      case .elsewhere(let shape):
        // It takes no bytes, so that the run goes on behind it.
        consider(self.best(in: StringChoice.flattened([shape])))
        continue
      case .choice(let branches):
        let before = StringChoice.adjacent(parts[..<index].reversed()).reversed()
        let after = StringChoice.adjacent(parts[(index + 1)...])
        consider(bestOfEach(branches.map { StringChoice.flattened(before + [$0] + after) }))
      case .anything, .sequence: break
      }
      consider(bestWindow(in: run))
      run = []
    }
    consider(bestWindow(in: run))
    return best
  }

  /// The strings of all branches together; nil where one of them requires none.
  private func bestOfEach(_ branches: [[Shape]]) -> RequiredStrings? {
    var all: RequiredStrings?
    for branch in branches {
      guard let strings = best(in: branch) else { return nil }
      all = all?.union(strings) ?? strings
    }
    return all
  }

  /// The parts with their sequences opened.
  private static func flattened(_ parts: [Shape]) -> [Shape] {
    parts.flatMap { part in
      if case .sequence(let inner) = part { flattened(inner) } else { [part] }
    }
  }

  /// The bytes that come first, as many as a string can have.
  private static func adjacent(_ parts: some Sequence<Shape>) -> [Shape] {
    var bytes: [Shape] = []
    for part in parts where bytes.count < lengths.upperBound {
      switch part {
      case .byte: bytes.append(part)
      case .elsewhere: continue
      case .anything, .sequence, .choice: return bytes
      }
    }
    return bytes
  }

  /// The cheapest stretch of bytes that follow each other.
  private func bestWindow(in run: [ByteSet]) -> RequiredStrings? {
    let places = run.map(Place.init)
    var best: RequiredStrings?
    for start in places.indices {
      for length in StringChoice.lengths where start + length <= places.count {
        let window = places[start..<start + length]
        // One more byte without a choice makes a string only rarer.
        let isExtensible =
          length < StringChoice.lengths.upperBound
          && (start > 0 && places[start - 1].isSingle
            || start + length < places.count && places[start + length].isSingle)
        if isExtensible { continue }
        guard let strings = StringChoice.product(of: window) else { break }
        let required = RequiredStrings(strings, rate: strings.reduce(0) { $0 + rate($1) })
        if required.cost < best?.cost ?? .infinity { best = required }
      }
    }
    return best
  }

  /// What can stand in one place of a string.
  private struct Place {
    let bytes: [UInt8]
    /// Both cases of a letter, which are searched for as one.
    let isCaseless: Bool
    var isSingle: Bool { bytes.count == 1 }

    init(_ set: ByteSet) {
      let isCaseless = set.caseless == set && set.count > ByteSet(set.bytes.map(\.lowercaseASCII)).count
      self.isCaseless = isCaseless
      bytes = isCaseless ? set.subtracting(ByteSet.upper).bytes : set.bytes
    }
  }

  /// All strings that the places make; nil where there are too many.
  private static func product(of places: ArraySlice<Place>) -> [SearchString]? {
    var count = 1
    for place in places {
      count *= place.bytes.count
      guard (1...products).contains(count), place.bytes.count <= members else { return nil }
    }
    var strings: [[UInt8]] = [[]]
    for place in places {
      strings = strings.flatMap { string in place.bytes.map { string + [$0] } }
    }
    let isCaseless = places.contains(where: \.isCaseless)
    return Array(Set(strings.map { SearchString($0, isCaseless: isCaseless) }))
  }
}
