/// The settings for the whole pattern that may stand at its very start: `(*UTF)(*NO_JIT)…`.
struct StartOfPattern {
  private(set) var isUTF = false
  private(set) var isUCP = false
  /// Whether all that stands there leaves unchanged what the rest of the text means.
  private(set) var isUnderstood = true
  /// The bytes that the settings take.
  private(set) var length = 0

  private static let harmless: Set<Substring> = [
    "NOTEMPTY", "NOTEMPTY_ATSTART", "NO_AUTO_POSSESS", "NO_DOTSTAR_ANCHOR", "NO_JIT", "NO_START_OPT", "LF",
  ]

  init(_ text: String) {
    var rest = Substring(text)
    while rest.hasPrefix("(*"), let end = rest.firstIndex(of: ")") {
      let setting = rest[..<end].dropFirst(2)
      guard setting.utf8.first.map({ (0x41...0x5A).contains($0) }) == true, !setting.contains(":") else { break }
      switch setting {
      case "UTF": isUTF = true
      case "UCP": isUCP = true
      default:
        if !StartOfPattern.harmless.contains(setting), !setting.hasPrefix("LIMIT_") { isUnderstood = false }
      }
      rest = rest[end...].dropFirst()
    }
    length = text.utf8.count - rest.utf8.count
  }
}
