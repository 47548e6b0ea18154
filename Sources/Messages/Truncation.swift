extension String {
  /// The text, or its beginning and an ellipsis where it is longer than `length` Unicode scalars.
  func truncated(to length: Int) -> String {
    guard isLonger(than: length) else { return self }
    return self[...].beginning(of: length - 1) + "…"
  }

  /// How long Fleep takes the text to be.
  var length: Int { unicodeScalars.count }
}

extension StringProtocol {
  /// Whether Fleep takes the text to be longer than `length`.
  func isLonger(than length: Int) -> Bool {
    // No scalar takes less than a byte, so most texts are known to be short without looking at them.
    utf8.count > length && unicodeScalars.count > length
  }
}

extension Substring {
  /// The longest beginning of at most `length` Unicode scalars that cuts no character in two.
  func beginning(of length: Int) -> String {
    var beginning = ""
    var rest = length
    for character in self {
      rest -= character.unicodeScalars.count
      guard rest >= 0 else { break }
      beginning.append(character)
    }
    return beginning
  }

  /// Without the given character at its end, however often.
  func trimmingSuffix(_ character: Character) -> Substring {
    guard let last = lastIndex(where: { $0 != character }) else { return prefix(0) }
    return self[...last]
  }
}
