import Foundation
import Testing

@testable import Configuration

/// The list of keys is the one source of the decoder, the schema and the manual: these hold the list itself.
@Suite struct KeyListTests {
  private static let sections = Sections.main + Sections.rules

  @Test("no section has a key twice, and all names are in one style")
  func names() {
    for section in Self.sections {
      let names = section.keys.map { $0.name }
      #expect(Set(names).count == names.count, "\(section.title)")
      for name in names {
        #expect(name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(section.title).\(name)")
      }
    }
  }

  @Test("every key is described by a sentence on one line")
  func summaries() {
    for section in Self.sections {
      for key in section.keys {
        #expect(key.summary.hasSuffix("."), "\(section.title).\(key.name)")
        #expect(!key.summary.contains("\n"), "\(section.title).\(key.name)")
      }
    }
  }

  @Test("titles are unique, so that the schema's definitions and the manual's headings are")
  func titles() {
    let titles = Self.sections.map { $0.title }
    #expect(Set(titles).count == titles.count)
  }

  @Test("every section that there is can be reached from a file's keys")
  func reachable() throws {
    let folder = repository.appending(path: "Sources/Configuration/Sections")
    let files = try #require(FileManager.default.subpaths(atPath: folder.path)).filter { $0.hasSuffix(".swift") }
    let titles = try files.flatMap { file in
      let text = String(decoding: try Data(contentsOf: folder.appending(path: file)), as: UTF8.self)
      return text.matches(of: /static let title = "(.+)"/).map { String($0.output.1) }
    }
    #expect(titles.sorted() == Self.sections.map { $0.title }.sorted())
  }

  @Test("what is not supported yet names keys that there are")
  func notSupported() {
    let known = Set(Self.sections.flatMap { section in section.keys.map { "\(section.title).\($0.name)" } })
    #expect(NotSupportedYet.keys.subtracting(known).isEmpty)
  }

  @Test("the pages of the manual have every section, and their tables are fresh", arguments: Page.all)
  func manual(page: Page) throws {
    let text = try page.text()
    #expect(ReferenceTables.missing(in: text, sections: page.sections) == [])
    try page.expect(ReferenceTables.filled(text, sections: page.sections))
  }

  @Test("the manual page fleepd.yaml(5) is fresh")
  func manualPage() throws {
    try Page(path: "packaging/man/fleepd.yaml.5", sections: []).expect(ManualPage.text)
  }
}

/// A file of the repository that is made from the keys.
///
/// `FLEEPD_UPDATE=1 swift test` writes it anew.
struct Page: Sendable, CustomStringConvertible {
  static let all = [
    Page(path: "docs/configuration.md", sections: Sections.main), Page(path: "docs/rules.md", sections: Sections.rules),
  ]

  let path: String
  let sections: [any Section.Type]

  var description: String { path }

  private var url: URL { repository.appending(path: path) }

  func text() throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

  func expect(_ fresh: String) throws {
    if ProcessInfo.processInfo.environment["FLEEPD_UPDATE"] == "1" { try Data(fresh.utf8).write(to: url) }
    #expect(try text() == fresh, "\(path) is not fresh: FLEEPD_UPDATE=1 swift test writes it anew")
  }
}

/// The root of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
