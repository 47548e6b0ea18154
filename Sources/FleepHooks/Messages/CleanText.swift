/// The text without the characters that Fleep drops, or that no XML document can hold.
///
/// CRLF and CR become LF; other low control characters and DEL vanish, as they would at Fleep; C1 controls and
/// noncharacters, of which nobody knows what Fleep does with them, become U+FFFD. TAB and LF stay.
func cleaned(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: { !isClean($0) }) else { return text }
  var clean = String.UnicodeScalarView()
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n" where previous == "\r": break
    case "\r": clean.append("\n")
    case _ where isClean(scalar): clean.append(scalar)
    case "\u{80}"...: clean.append("\u{FFFD}")
    default: break
    }
    previous = scalar
  }
  return String(clean)
}

private func isClean(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x20...0x7E: true
  case 0..<0x20, 0x7F...0x9F: false
  default: !scalar.properties.isNoncharacterCodePoint
  }
}

/// The text as one line: cleaned, each run of white space one blank, none at the ends.
func singleLine(_ text: String) -> String {
  cleaned(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
