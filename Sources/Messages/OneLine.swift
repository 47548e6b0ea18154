extension String {
  /// The text on one line: each run of white space is one blank, and there is none at the ends.
  var onOneLine: String {
    unicodeScalars.split(whereSeparator: \.isWhiteSpace).map { Substring($0) }.joined(separator: " ")
  }
}

extension Unicode.Scalar {
  /// As Unicode has it; most texts are ASCII, which needs no look into its tables.
  fileprivate var isWhiteSpace: Bool {
    isASCII ? 0x09...0x0D ~= value || value == 0x20 : properties.isWhitespace
  }
}
