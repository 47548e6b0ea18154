/// The text without the characters that Fleep drops, or that no XML document can hold.
///
/// CRLF and CR become LF; other low control characters and DEL vanish, as they would at Fleep; C1 controls and
/// noncharacters, of which nobody knows what Fleep does with them, become U+FFFD. TAB and LF stay.
func cleaned(_ text: String) -> String {
  guard !isPlain(text), text.unicodeScalars.contains(where: { !isClean($0) }) else { return text }
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

/// The cleaned text with nothing that turns the direction of what follows, and LF the only line break.
func visible(_ text: String) -> String {
  guard !isPlain(text) else { return text }
  let scalars = cleaned(text).unicodeScalars.map { scalar -> Unicode.Scalar in
    switch scalar.value {
    case 0x2028, 0x2029: "\n"
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    default: scalar
    }
  }
  return String(String.UnicodeScalarView(scalars))
}

/// Whether the text is printable ASCII, TAB and LF, as most is: it needs no closer look.
private func isPlain(_ text: String) -> Bool {
  text.utf8.allSatisfy { 0x20...0x7E ~= $0 || $0 == 0x0A || $0 == 0x09 }
}

/// The visible text as one line: each run of white space one blank, none at the ends.
func singleLine(_ text: String) -> String {
  visible(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

extension Unicode.Scalar {
  /// Whether anybody may take it for white space; more than Unicode does, since Fleep's own idea of it is unknown.
  var mayBeBlank: Bool {
    switch value {
    case 0x09, 0x0A, 0x20: true
    case 0x21...0x7E: false
    default: properties.isWhitespace || value == 0x180E || value == 0xFEFF
    }
  }

  /// Whether everybody takes it for white space.
  var isBlank: Bool { self == " " || self == "\t" || self == "\n" }

  var isASCIILetter: Bool { "a"..."z" ~= self || "A"..."Z" ~= self }
  var isASCIILetterOrDigit: Bool { isASCIILetter || "0"..."9" ~= self }
}
