import FoundationEssentials
import Testing

@testable import Configuration

@Suite struct ShippedRulesTests {
  private static let files: [String] = {
    let folder = repository.appending(path: "rules").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
  }()

  @Test("nothing is wrong with the rules that ship, each alone and all together")
  func shippedRules() {
    #expect(!Self.files.isEmpty)
    for files in Self.files.map({ [$0] }) + [Self.files] {
      let result = ConfigurationLoader.check(ruleFiles: files, mainFile: nil, environment: [:], hostName: "h")
      #expect(result.diagnostics.map { $0.rendered() } == [])
    }
  }
}
