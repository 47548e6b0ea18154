/// Finds what a misspelled word was meant to be.
enum Suggestion {
  /// `; did you mean 'x'?` where one of the words is near, else nothing.
  static func suffix(for word: String, among words: some Sequence<String>) -> String {
    nearest(to: word, among: words).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// The nearest word, within a third of its letters; of equally near ones, the first by name.
  static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let candidates = words.filter { abs($0.count - word.count) <= 3 }.map { candidate in
      (distance: distance(word.lowercased(), candidate.lowercased()), word: candidate)
    }
    guard let best = candidates.min(by: <) else { return nil }
    let length = min(word.count, best.word.count)
    // Of one-letter words, each would be a misspelling of all others.
    guard best.distance <= max(1, length / 3), best.distance < length else { return nil }
    return best.word
  }

  /// How many letters must be added, dropped, changed or swapped with their neighbour (optimal string alignment).
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left), Array(right))
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
