extension EventTime {
  /// The letters that can follow a `%` in a format: those of strptime(3) that make sense in a log, and `f` for a fraction.
  package static let directives = Set("YymbBhdejHkIlpMSfzZaAsTFDRnt%")

  /// The first directive of a format that is not known, and how many Unicode scalars stand before it.
  package static func unknownDirective(in format: String) -> (text: String, offset: Int)? {
    var rest = format[...]
    while let percent = rest.firstIndex(of: "%") {
      let letter = rest[percent...].dropFirst().first
      guard let letter, directives.contains(letter) else {
        let offset = format.unicodeScalars.distance(from: format.startIndex, to: percent)
        return ("%" + (letter.map(String.init) ?? ""), offset)
      }
      rest = rest[percent...].dropFirst(2)
    }
    return nil
  }
}
