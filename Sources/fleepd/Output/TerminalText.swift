import Model

extension String {
  /// The text with each character that a terminal would obey rather than show in the form `\u001b`, which JSON reads as the same.
  ///
  /// Labels and lines are of others' making: nothing in them may move the cursor, hide what stands before, or turn the direction of writing.
  var shownOnTerminal: String {
    guard unicodeScalars.contains(where: \.isObeyed) else { return self }
    return unicodeScalars.map { scalar in
      guard scalar.isObeyed else { return String(scalar) }
      return "\\u" + String(scalar.value, radix: 16).zeroPadded(to: 4)
    }.joined()
  }
}

extension Unicode.Scalar {
  fileprivate var isObeyed: Bool {
    switch value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
