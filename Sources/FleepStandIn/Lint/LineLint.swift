import FleepHooks

/// What is wrong with a line outside of code blocks.
struct LineLint {
  private(set) var faults: Set<FormattingFault> = []
  private let line: [Unicode.Scalar]

  init(_ text: Substring) {
    line = Array(text.unicodeScalars)
    if text == "-- " || text.hasPrefix("From: ") || text.hasPrefix("*From*: ") { faults.insert(.signature) }
    if text.hasPrefix("#"), text.drop(while: { $0 == "#" }).hasPrefix(" ") { faults.insert(.markdownHeading) }
    for index in line.indices {
      if let fault = fault(at: index) { faults.insert(fault) }
    }
  }

  private func fault(at index: Int) -> FormattingFault? {
    switch line[index] {
    case "`": count("`") > 1 ? .backticks : nil
    case "]": scalar(index + 1) == "(" && line[..<index].contains("[") ? .markdownLink : nil
    case "&": isEntity(index) ? .htmlEntity : nil
    case "*": opensBold(index) && !endsBold(index) ? .brokenBold : nil
    case "@": isMention(index) ? .mention : nil
    case "<": scalar(index + 1) == "<" && isBrokenLabel(index) ? .brokenLabel : nil
    case ":", ";", "x", "X": isFace(index) ? .emoticon : nil
    case "(": isPicture(index) ? .emoticon : nil
    default: nil
    }
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? { line.indices.contains(index) ? line[index] : nil }
  private func count(_ wanted: Unicode.Scalar) -> Int { line.count { $0 == wanted } }
  private func isBlank(_ index: Int) -> Bool { scalar(index)?.properties.isWhitespace ?? true }
  private func isWord(_ index: Int) -> Bool { scalar(index)?.properties.isAlphabetic ?? false || isDigit(index) }
  private func isDigit(_ index: Int) -> Bool { scalar(index)?.properties.numericType != nil }

  private func isEntity(_ index: Int) -> Bool {
    let name = line[(index + 1)...].prefix(8).prefix { $0 != ";" }
    let known = ["amp", "lt", "gt", "quot", "apos", "nbsp"].contains { name.elementsEqual($0.unicodeScalars) }
    return (known || name.first == "#") && scalar(name.endIndex) == ";"
  }

  private func opensBold(_ index: Int) -> Bool { isBlank(index - 1) && !isBlank(index + 1) }

  /// Whether the next star after other than white space ends the bold text, where there is one.
  private func endsBold(_ opening: Int) -> Bool {
    guard let star = line[(opening + 1)...].firstIndex(of: "*"), !isBlank(star - 1) else { return true }
    return scalar(star + 1) != ":" && scalar(star + 1) != ")"
  }

  private func isMention(_ index: Int) -> Bool { !isWord(index - 1) && isWord(index + 1) }

  private func isBrokenLabel(_ index: Int) -> Bool {
    guard scalar(index - 1) != "<" else { return false }
    let label = line[(index + 2)...]
    guard let end = label.firstIndex(of: ">"), scalar(end + 1) == ">" else { return false }
    return isBlank(index - 1) || label[..<end].contains("<") || scalar(end + 2) == ">" || label[..<end].isEmpty
  }

  private func isFace(_ index: Int) -> Bool {
    let nose = scalar(index + 1).map(Emoticons.isNose) ?? false
    guard let mouth = scalar(index + (nose ? 2 : 1)), isBlank(index + (nose ? 3 : 2)) else { return false }
    switch line[index] {
    case ":": return Emoticons.isMouth(mouth)
    case ";": return mouth == ")"
    default: return mouth == "(" && !isWord(index - 1)
    }
  }

  private func isPicture(_ index: Int) -> Bool {
    guard let end = line[index...].firstIndex(of: ")") else { return false }
    let name = String(String.UnicodeScalarView(line[(index + 1)..<end]))
    return Emoticons.names.contains(name.lowercased())
  }
}
