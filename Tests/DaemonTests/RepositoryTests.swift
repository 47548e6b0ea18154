import Foundation
import Testing

@Suite("The repository")
struct RepositoryTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func swiftFiles(in folder: String) throws -> [URL] {
    let enumerator = FileManager.default.enumerator(
      at: root.appendingPathComponent(folder),
      includingPropertiesForKeys: nil
    )
    return try #require(enumerator).compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
  }

  private static let targets =
    ((try? FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)) ?? [])
    .filter { !$0.hasPrefix("C") || $0 == "Configuration" }.sorted()

  @Test("every target has a page that says what it does", arguments: targets)
  func pages(target: String) {
    let page = Self.root.appendingPathComponent("Sources/\(target)/\(target).docc/\(target).md").path
    #expect(FileManager.default.fileExists(atPath: page))
  }

  @Test("no file is too long to be read at once", arguments: ["Sources", "Tests", "Benchmarks"])
  func lengths(folder: String) throws {
    for file in try Self.swiftFiles(in: folder) {
      let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 500, "\(file.lastPathComponent)")
    }
  }

  @Test(
    "the engine imports nothing but the model, and its coding of records Foundation: no clock, file, socket or thread"
  )
  func pureEngine() throws {
    var imports: Set<String> = []
    for file in try Self.swiftFiles(in: "Sources/Engine") {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if let name = line.wholeMatch(of: /(?:package )?import (\S+)/) { imports.insert("\(name.1)") }
        if line.hasPrefix("import Foundation") { #expect(file.lastPathComponent == "RecordCoding.swift") }
        // What needs no import.
        #expect(!line.contains(/\b(ContinuousClock|SuspendingClock|Task|Mutex|Atomic)\b/), "\(file.lastPathComponent)")
      }
    }
    #expect(imports == ["Model", "Foundation"])
  }

  @Test("each promise that the compiler cannot check stands beside a sentence that says who keeps it")
  func uncheckedPromises() throws {
    for file in try Self.swiftFiles(in: "Sources") {
      let text = try String(contentsOf: file, encoding: .utf8)
      let promises = text.split(separator: "\n").count {
        !$0.contains("//") && ($0.contains("@unchecked Sendable") || $0.contains("nonisolated(unsafe)"))
      }
      let sentences = text.split(separator: "\n").count {
        $0.contains("//") && ($0.contains("`@unchecked Sendable`") || $0.contains("nonisolated(unsafe)"))
      }
      #expect(promises <= sentences, "\(file.lastPathComponent)")
    }
  }

  @Test("nothing in it names a machine's paths or holds a hook's key")
  func secrets() throws {
    let key = /hook\/[A-Za-z0-9_-]{22}\b/
    for file in try Self.swiftFiles(in: "Sources") {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(text.firstMatch(of: key) == nil, "\(file.lastPathComponent)")
      #expect(!text.contains("/work/"), "\(file.lastPathComponent)")
    }
  }

  @Test("the page about what happens to sources has all its cases, and each test that it names exists")
  func scenarios() throws {
    let page = try String(contentsOf: Self.root.appendingPathComponent("docs/following-scenarios.md"), encoding: .utf8)
    var tests: Set<String> = []
    for file in try Self.swiftFiles(in: "Tests") {
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let suite = text.firstMatch(of: /(?m)^(?:@Suite )?(?:final )?(?:struct|class) (\w+(?:Tests|Soak))\b/)?.1
      else {
        continue
      }
      for name in text.matches(of: /@Test\b(?:(?!@Test\b)[\s\S])*?func (\w+)\(/) { tests.insert("\(suite)/\(name.1)") }
    }
    var numbers: [Int] = []
    for row in page.split(separator: "\n") {
      guard let number = row.prefixMatch(of: /\| (\d+) \|/)?.1, let column = row.split(separator: "|").last else {
        continue
      }
      numbers.append(Int(number) ?? 0)
      let named = column.matches(of: /`(\w+\/\w+)`/).map { String($0.1) }
      #expect(!named.isEmpty && tests.isSuperset(of: named), "row \(number): \(Set(named).subtracting(tests).sorted())")
    }
    #expect(numbers == Array(1...110))
  }
}
