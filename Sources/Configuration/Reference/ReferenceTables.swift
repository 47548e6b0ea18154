/// Fills the tables of keys in the pages of the manual.
///
/// Each stands between two comments: `<!-- keys of: hook -->` and `<!-- end of keys -->`.
enum ReferenceTables {
  private static let end = "<!-- end of keys -->"

  private static func beginning(_ section: any Section.Type) -> String { "<!-- keys of: \(section.title) -->" }

  /// The page with its tables as the keys are now.
  static func filled(_ page: String, sections: [any Section.Type]) -> String {
    sections.reduce(page) { page, section in
      guard let start = page.firstRange(of: beginning(section)),
        let end = page[start.upperBound...].firstRange(of: end)
      else { return page }
      return page[..<start.upperBound] + "\n" + table(section) + page[end.lowerBound...]
    }
  }

  /// The sections that the page has no place for.
  static func missing(in page: String, sections: [any Section.Type]) -> [String] {
    sections.filter { !page.contains(beginning($0)) }.map { $0.title }
  }

  private static func table(_ section: any Section.Type) -> String {
    let rows = section.keys.map { key in
      let isSupported = !NotSupportedYet.keys.contains("\(section.title).\(key.name)")
      let words = key.form.words { "[\($0.title)](#\(anchor($0)))" }
      let fallback = key.isRequired ? "*required*" : key.fallback.map { "`\($0)`" } ?? ""
      let summary = isSupported ? key.summary : "*Not supported yet.* \(key.summary)"
      return "| `\(key.name)` | \([words, fallback, summary].map(escaped).joined(separator: " | ")) |\n"
    }
    return "| key | value | default | what it does |\n| --- | --- | --- | --- |\n" + rows.joined()
  }

  /// Where a heading with the section's title is, as Markdown renderers name it.
  private static func anchor(_ section: any Section.Type) -> String {
    section.title.lowercased().replacing(" ", with: "-").replacing("'", with: "")
  }

  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
