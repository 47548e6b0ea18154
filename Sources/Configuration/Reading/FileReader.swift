import Glibc
import Model

/// Reads files into what they say; whatever is wrong with them goes to the report.
struct FileReader {
  let loading: Loading
  /// Paths below it are shown as people see them from there; nil where the main file has an absolute path.
  var workingDirectory: String?

  init(loading: Loading, mainFile: String) {
    self.loading = loading
    workingDirectory = mainFile.hasPrefix("/") ? nil : FileContents.workingDirectory
  }

  func mainFile(_ path: String) -> MainFile? {
    guard let root = root(of: path, mayBeEmpty: false) else { return nil }
    return MainFileSection.read(root, loading)
  }

  func ruleFile(_ path: String) -> RuleFile {
    root(of: path, mayBeEmpty: true).flatMap { RuleFileSection.read($0, loading) } ?? RuleFile()
  }

  /// The files that patterns of paths name, each once, in the order of the patterns and then of the names.
  func paths(of patterns: [Located<String>]) -> [String] {
    var seen: Set<String> = []
    return patterns.flatMap { pattern in
      let paths = FileReader.glob(pattern.value)
      if paths.isEmpty {
        if pattern.value.contains(where: { "*?[".contains($0) }) {
          loading.report.warning("no file fits this pattern", at: pattern.place)
        } else {
          loading.report.error("there is no file '\(pattern.value)'", at: pattern.place)
        }
      }
      return paths.filter { seen.insert($0).inserted }
    }
  }

  private func root(of path: String, mayBeEmpty: Bool) -> Node? {
    let path = shown(path)
    let nowhere = SourceFile(path: path, text: "")
    do throws(FileContents.Failure) {
      let bytes = try FileContents(path: path).bytes
      guard let text = String(validating: bytes, as: UTF8.self) else {
        loading.report.error("not UTF-8", at: FileReader.placeOfInvalidText(in: bytes, path: path))
        return nil
      }
      let file = SourceFile(path: path, text: text.unicodeScalars.first == "\u{FEFF}" ? String(text.dropFirst()) : text)
      let faults = loading.report.errorCount
      let root = NodeReader.root(of: file, report: loading.report).flatMap { $0.isEmpty ? nil : $0 }
      if root == nil, !mayBeEmpty, loading.report.errorCount == faults {
        loading.report.error("the file holds nothing", at: file.asWhole)
      }
      return root
    } catch {
      loading.report.error("cannot be read: \(error.reason)", at: nowhere.asWhole)
      return nil
    }
  }

  func shown(_ path: String) -> String {
    guard let workingDirectory, path.hasPrefix(workingDirectory + "/") else { return path }
    return String(path.dropFirst(workingDirectory.count + 1))
  }

  /// The first character that is not UTF-8, on its line.
  private static func placeOfInvalidText(in bytes: [UInt8], path: String) -> Place {
    var line = 1
    for piece in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if String(validating: piece, as: UTF8.self) == nil {
        let shown = String(decoding: piece, as: UTF8.self).unicodeScalars
        let column = shown.prefix { $0 != "\u{FFFD}" }.count + 1
        let text = String(repeating: "\n", count: line - 1) + String(shown)
        return Place(file: SourceFile(path: path, text: text), line: line, column: column)
      }
      line += 1
    }
    return SourceFile(path: path, text: "").asWhole
  }

  private static func glob(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard Glibc.glob(pattern, GLOB_BRACE, nil, &result) == 0, let paths = result.gl_pathv else { return [] }
    return (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
  }
}
