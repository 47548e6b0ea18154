/// A file of the configuration as it was read: every place in it knows its path and its lines.
final class SourceFile: Sendable {
  /// As people wrote it, for diagnostics.
  let path: String
  let text: String
  let lines: [Substring]

  init(path: String, text: String) {
    self.path = path
    self.text = text
    // As libyaml counts them: CR LF, CR and Unicode's line ends are one each.
    lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  /// The absolute path of a path in the file, which is relative to the folder that the file is in.
  func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let folder = self.path.lastIndex(of: "/").map { String(self.path[...$0]) } ?? ""
    guard !folder.hasPrefix("/") else { return folder + path }
    return FileContents.workingDirectory + "/" + folder + path
  }

  /// The whole file, where no line is to blame.
  var asWhole: Place { Place(file: self, line: 0, column: 0) }
}

/// A point in a file: line and column from 1, in Unicode scalars, as libyaml counts them.
struct Place: Sendable {
  let file: SourceFile
  let line: Int
  let column: Int

  /// `file:line`, for diagnostics that point at a second place.
  var text: String { "\(file.path):\(line)" }

  /// The place some characters further on the same line.
  func advanced(by count: Int) -> Place { Place(file: file, line: line, column: column + count) }

  func diagnostic(_ severity: Diagnostic.Severity, _ message: String) -> Diagnostic {
    let source = line > 0 && line <= file.lines.count ? String(file.lines[line - 1]) : ""
    return Diagnostic(
      severity: severity,
      file: file.path,
      line: line,
      column: column,
      message: message,
      source: source
    )
  }
}
