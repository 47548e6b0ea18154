import FoundationEssentials
import Testing

@testable import Configuration

@Suite struct ShippedRulesTests {
  private static let files: [String] = {
    let folder = repository.appending(path: "rules").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test("the examples of the manual load", arguments: ["docs/configuration.md", "docs/rules.md"])
  func manual(page: String) throws {
    let text = String(decoding: try Data(contentsOf: repository.appending(path: page)), as: UTF8.self)
    let fences = text.split(separator: /(?m)^```/, omittingEmptySubsequences: false).map(String.init)
    let examples = fences.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst("yaml\n".count)) }
    #expect(!examples.isEmpty)
    let folder = try Folder()
    try folder.write("ops-hook", "https://fleep.io/hook/KEY", permissions: 0o600)
    try folder.write("rules/a.yaml", "")
    for example in examples {
      let isMain = example.contains("hooks:")
      try folder.write("fleepd.yaml", isMain ? example : plainMainFile)
      try folder.write("rules.yaml", isMain ? "" : example)
      #expect(folder.load().configuration != nil, "\(folder.complaints(folder.load()))")
    }
  }

  @Test("nothing is wrong with the rules that ship, each alone and all together")
  func shippedRules() {
    #expect(!Self.files.isEmpty)
    for files in Self.files.map({ [$0] }) + [Self.files] {
      let result = ConfigurationLoader.check(ruleFiles: files, mainFile: nil, environment: [:], hostName: "h")
      #expect(result.diagnostics.map { $0.rendered() } == [])
    }
  }
}
