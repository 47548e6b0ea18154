/// A text from outside, and the places where it must be broken so that Fleep sees no markup in it.
///
/// Fleep has no escape character; U+200B, which nobody sees, is put between what would work together. Where the text
/// touches what stands before and after it, the worst is assumed, so that inert texts side by side make no inline markup.
struct InertText {
  static let breaker: Unicode.Scalar = "\u{200B}"

  private let source: String
  private let scalars: [Unicode.Scalar]

  init(_ visibleText: String) {
    source = visibleText
    scalars = Array(visibleText.unicodeScalars)
  }

  var text: String {
    // Pieces of the source are copied whole; scalar by scalar it would take three times as long.
    var result = ""
    var copied = source.startIndex
    for (index, place) in zip(scalars.indices, source.unicodeScalars.indices) where needsBreak(before: index) {
      result += source[copied..<place]
      result.unicodeScalars.append(InertText.breaker)
      copied = place
    }
    guard !result.isEmpty || endNeedsBreak else { return source }
    result += source[copied...]
    if endNeedsBreak { result.unicodeScalars.append(InertText.breaker) }
    return result
  }

  private func needsBreak(before index: Int) -> Bool {
    if index == 0 || scalars[index - 1] == "\n", LineTrap.begins(scalars[index...]) { return true }
    switch scalars[index] {
    case "*", "_": if opensEmphasis(index) { return true }
    case ".": if endsBareHost(index) { return true }
    case "<": if opensLabel(index) { return true }
    case ":": return LineTrap.announcesQuote(scalars, at: index)
    case ")" where index == 0: return true
    case "/": if followsScheme(index) { return true }
    default: break
    }
    if Emoticons.isMouth(scalars[index]), endsFace(index) { return true }
    guard index > 0 else { return Emoticons.nameEndings.contains(pictureName(at: 0, atEnd: false)) || isName }
    switch scalars[index - 1] {
    case "(": return Emoticons.names.contains(pictureName(at: index, atEnd: true))
    case "@": return opensMention(index)
    default: return false
    }
  }

  private var endNeedsBreak: Bool {
    switch scalars.last {
    case nil: false
    case "<", ":", ";": true
    case "@": opensMention(scalars.count)
    case "-", "=": endsWithNose
    default: scalars.count < 3 ? scalars.allSatisfy(isW) : scalars.suffix(3).allSatisfy(isW)
    }
  }

  /// Eyes and a nose, as in `:-`, or a nose alone, whose eyes may stand before it.
  private var endsWithNose: Bool {
    guard scalars.count > 1 else { return true }
    switch scalars[scalars.count - 2] {
    case ":", ";": return true
    case "x", "X": return areEyes(scalars.count - 2)
    default: return false
    }
  }

  /// Whether an `x` stands by itself.
  private func areEyes(_ index: Int) -> Bool { index == 0 || !isWordCharacter(scalars[index - 1]) }

  /// `*` or `_` after white space and before something else.
  private func opensEmphasis(_ index: Int) -> Bool {
    (index == 0 || scalars[index - 1].mayBeBlank) && !(scalar(index + 1)?.isBlank ?? false)
  }

  /// The `//` of `https://`, whatever the scheme: later versions of Fleep may know more of them.
  private func followsScheme(_ index: Int) -> Bool {
    scalar(index + 1) == "/" && (index == 0 || scalars[index - 1] == ":")
  }

  /// The first dot of `www.example.com`.
  private func endsBareHost(_ index: Int) -> Bool {
    index > 0 && scalars[max(0, index - 3)..<index].allSatisfy(isW)
  }

  /// The second `<` of `https://example.com<<label>>`.
  private func opensLabel(_ index: Int) -> Bool {
    index > 0 && scalars[index - 1] == "<" && (index == 1 || !scalars[index - 2].isBlank)
  }

  /// What follows an `@` that is no mail address's.
  private func opensMention(_ index: Int) -> Bool {
    if index > 1, scalars[index - 2].isASCIILetterOrDigit { return false }
    guard let next = scalar(index) else { return true }
    return !next.isBlank && next != InertText.breaker
  }

  /// A mouth that has eyes before it, or may have them where the text begins.
  private func endsFace(_ index: Int) -> Bool {
    guard scalar(index + 1)?.mayBeBlank ?? true else { return false }
    let nose = index > 0 && Emoticons.isNose(scalars[index - 1])
    let eyes = nose ? index - 2 : index - 1
    guard eyes >= 0 else { return true }
    switch scalars[eyes] {
    case ":", ";": return true
    case "x", "X": return scalars[index] == "(" && areEyes(eyes)
    default: return false
    }
  }

  /// The letters from a place on that a parenthesis ends, or the text where it may go on; empty where there are none.
  private func pictureName(at index: Int, atEnd: Bool) -> String {
    let letters = scalars[index...].prefix(Emoticons.longestName).prefix { $0.isASCIILetter }
    let isWhole = letters.endIndex == scalars.count ? atEnd : scalars[letters.endIndex] == ")"
    return isWhole ? InertText.lowercased(letters) : ""
  }

  /// The whole text is an emoticon's name, and may have been put into parentheses.
  private var isName: Bool {
    scalars.count <= Emoticons.longestName && scalars.allSatisfy(\.isASCIILetter)
      && Emoticons.names.contains(InertText.lowercased(scalars[...]))
  }

  private static func lowercased(_ letters: ArraySlice<Unicode.Scalar>) -> String {
    String(decoding: letters.map { UInt8(truncatingIfNeeded: $0.value) | 0x20 }, as: UTF8.self)
  }

  private func isW(_ scalar: Unicode.Scalar) -> Bool { scalar == "w" || scalar == "W" }
  private func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCIILetterOrDigit || scalar == "_" }
  private func scalar(_ index: Int) -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
}
