import FoundationEssentials
import Testing

@testable import Configuration

/// Files that are broken at random never stop the loader, and whatever it says has a place in them.
@Suite struct FuzzTests {
  @Test("a rule file, broken at random, is read or refused at places that it has")
  func ruleFiles() throws {
    try BrokenFiles().loadRuleFiles(seeds: 0..<150)
  }

  @Test("a main file, broken at random, is read or refused at places that it has, and never shows its key")
  func mainFiles() throws {
    try BrokenFiles().loadMainFiles(seeds: 0..<150)
  }
}

@Suite("Soak: files broken at random", .enabled(if: ProcessInfo.processInfo.environment["FLEEPD_SOAK"] != nil))
struct BrokenFilesSoak {
  @Test("rule files and main files, broken at random in many ways")
  func files() throws {
    let files = try BrokenFiles()
    try files.loadRuleFiles(seeds: 1000..<50_000)
    try files.loadMainFiles(seeds: 1000..<50_000)
  }
}

/// A configuration in which one file at a time is broken.
private struct BrokenFiles {
  private static let ruleFiles = [
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

  private let folder: Folder

  init() throws {
    folder = try Folder()
    try folder.write("ops-hook", "https://fleep.io/hook/\(SecretTests.key)", permissions: 0o600)
  }

  func loadRuleFiles(seeds: Range<UInt64>) throws {
    try folder.write("fleepd.yaml", plainMainFile)
    for seed in seeds {
      var mutation = Mutation(seed: seed)
      let text = mutation.applied(to: Self.ruleFiles[Int(seed) % Self.ruleFiles.count])
      try folder.write("rules.yaml", text)
      check(folder.load(), text, "rules.yaml", seed: seed)
    }
  }

  func loadMainFiles(seeds: Range<UInt64>) throws {
    for seed in seeds {
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
      let isWhole = diagnostic.line == 0 && diagnostic.message == "the file holds nothing"
      #expect(isWhole || (1...lines).contains(diagnostic.line), "seed \(seed): \(diagnostic.rendered())")
      #expect(isWhole || diagnostic.column >= 1, "seed \(seed): \(diagnostic.rendered())")
      #expect(!diagnostic.message.isEmpty, "seed \(seed)")
    }
  }
}
