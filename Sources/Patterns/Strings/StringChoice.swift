/// Chooses the strings to search for, the cheapest among those that a pattern requires.
struct StringChoice {
  /// What searching for a string costs, in nanoseconds per byte that is read.
  let cost: (SearchString) -> Double

  /// The strings for a pattern; nil where it requires none that is worth searching for.
  func strings(for shape: Shape) -> RequiredStrings? {
    best(in: StringChoice.flattened([shape])).flatMap { $0.cost < SearchCost.withoutString ? $0 : nil }
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
    for part in parts where bytes.count < SearchString.maxLength {
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
    let places = run.map(Window.Place.init)
    var best: RequiredStrings?
    for start in places.indices {
      var window = Window()
      for end in start..<min(start + SearchString.maxLength, places.endIndex) {
        guard window.extend(by: places[end]) else { break }
        guard end > start else { continue }
        // One more byte without a choice makes a string only rarer.
        let isExtensible =
          end - start + 1 < SearchString.maxLength
          && (start > 0 && places[start - 1].count == 1 || end + 1 < places.endIndex && places[end + 1].count == 1)
        if isExtensible { continue }
        let cost = window.sum(of: self.cost)
        if cost < best?.cost ?? .infinity { best = RequiredStrings(strings: window.strings, cost: cost) }
      }
    }
    return best
  }
}
