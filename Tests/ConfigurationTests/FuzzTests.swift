import FoundationEssentials
import Testing

@testable import Configuration

/// Files that are broken at random never stop the loader, and whatever it says has a place in them.
@Suite struct FuzzTests {
  private static let seeds: UInt64 = ProcessInfo.processInfo.environment["FLEEPD_SOAK"] == "1" ? 20_000 : 150
  private static let files = [
    ContractExamples.sources, ContractExamples.metrics, ContractExamples.lineAlerts, ContractExamples.metricAlerts,
    ContractExamples.summaries, ContractExamples.tests, prometheusFile,
  ]
  private static let prometheusFile = """
    groups:
      - name: g
        rules:
          - alert: A
            expr: x{a="b"} > 1
            annotations: {summary: '{{ $labels.a }} {{ $value | humanize }}'}
    """

  @Test("a rule file, broken at random, is read or refused at places that it has")
  func ruleFiles() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile)
    for seed in 0..<Self.seeds {
      var mutation = Mutation(seed: seed)
      let text = mutation.applied(to: Self.files[Int(seed) % Self.files.count])
      try folder.write("rules.yaml", text)
      check(folder.load(), text, "rules.yaml", seed: seed)
    }
  }

  @Test("a main file, broken at random, is read or refused at places that it has, and never shows its key")
  func mainFiles() throws {
    let folder = try Folder()
    try folder.write("ops-hook", "https://fleep.io/hook/\(SecretTests.key)", permissions: 0o600)
    for seed in 0..<Self.seeds {
      var mutation = Mutation(seed: seed)
      let text = mutation.applied(to: ContractExamples.mainFile)
      try folder.write("fleepd.yaml", text)
      let result = folder.load()
      check(result, text, "fleepd.yaml", seed: seed)
      for diagnostic in result.diagnostics where text.contains("url: https://fleep.io/hook/\(SecretTests.key)") {
        #expect(!diagnostic.rendered().contains(SecretTests.key), "seed \(seed)")
      }
    }
  }

  private func check(_ result: LoadResult, _ text: String, _ file: String, seed: UInt64) {
    #expect((result.configuration == nil) == result.hasErrors, "seed \(seed)")
    let lines = SourceFile(path: file, text: text).lines.count
    for diagnostic in result.diagnostics where diagnostic.file.hasSuffix(file) {
      let isWhole = diagnostic.line == 0 && ["the file holds nothing"].contains(diagnostic.message)
      #expect(isWhole || (1...lines).contains(diagnostic.line), "seed \(seed): \(diagnostic.rendered())")
      #expect(isWhole || diagnostic.column >= 1, "seed \(seed): \(diagnostic.rendered())")
      #expect(!diagnostic.message.isEmpty, "seed \(seed)")
    }
  }
}
