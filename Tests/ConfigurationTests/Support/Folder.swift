import FoundationEssentials
import Testing

@testable import Configuration

/// A folder of its own for one test, gone when the test ends.
final class Folder: Sendable {
  let path: String

  init() throws {
    path = "\(FileManager.default.temporaryDirectory.path)/fleepd-configuration-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ name: String, _ text: String, permissions: Int = 0o644) throws {
    try write(name, bytes: Array(text.utf8), permissions: permissions)
  }

  func write(_ name: String, bytes: [UInt8], permissions: Int = 0o644) throws {
    let file = "\(path)/\(name)"
    try FileManager.default.createDirectory(
      atPath: String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]),
      withIntermediateDirectories: true
    )
    try Data(bytes).write(to: URL(filePath: file))
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
  }

  /// Loads `fleepd.yaml` of the folder; with nothing unsupported where the test is about what a key means.
  func load(environment: [String: String] = [:], unsupported: Set<String> = NotSupportedYet.keys) -> LoadResult {
    ConfigurationLoader.load(
      path: "\(path)/fleepd.yaml",
      Loading(environment: environment, hostName: "web-1", unsupported: unsupported)
    )
  }

  /// The diagnostics without the folder: `fleepd.yaml:3:5: error: …`, first lines only.
  func complaints(_ result: LoadResult) -> [String] {
    result.diagnostics.map { diagnostic in
      String(diagnostic.rendered().prefix { $0 != "\n" }).replacing("\(path)/", with: "")
    }
  }
}

/// A main file that is right, for tests of rule files.
let plainMainFile = """
  hooks:
    ops: {url: 'http://127.0.0.1:1/hook/KEYKEYKEYKEY'}
  rule_files: [rules.yaml]
  """

/// What is said about a rule file, without the warning about the plain main file.
func complaints(aboutRules text: String, unsupported: Set<String> = NotSupportedYet.keys) throws -> [String] {
  let folder = try Folder()
  try folder.write("fleepd.yaml", plainMainFile)
  try folder.write("rules.yaml", text)
  return folder.complaints(folder.load(unsupported: unsupported)).filter { !$0.hasPrefix("fleepd.yaml:2:") }
}

/// The rules of a rule file in which nothing is wrong.
func rules(_ text: String, unsupported: Set<String> = NotSupportedYet.keys) throws -> Configuration {
  let folder = try Folder()
  try folder.write("fleepd.yaml", plainMainFile)
  try folder.write("rules.yaml", text)
  let result = folder.load(unsupported: unsupported)
  return try #require(result.configuration, "\(folder.complaints(result))")
}
