/// Something that is wrong with a file, and where, as a compiler tells it.
///
/// Neither its message nor its excerpt ever shows a hook's key: both go through ``Redaction``.
package struct Diagnostic: Sendable, Hashable, Encodable {
  package enum Severity: String, Sendable, Encodable {
    case error
    case warning
  }

  package let severity: Severity
  /// The path as people wrote it.
  package let file: String
  /// From 1; 0 where the fault is that of the whole file.
  package let line: Int
  /// In characters from 1; 0 where the fault is that of the whole file.
  package let column: Int
  package let message: String
  /// The offending line; empty where there is none.
  package let source: String

  package init(severity: Severity, file: String, line: Int, column: Int, message: String, source: String = "") {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = Redaction.redacted(message)
    self.source = Redaction.redacted(source)
  }

  /// The diagnostic as compilers print it: `file:line:column: error: message`, the line, and a caret under the place.
  package func rendered() -> String {
    guard line > 0 else { return "\(file): \(severity.rawValue): \(message)" }
    let head = "\(file):\(line):\(column): \(severity.rawValue): \(message)"
    guard !source.isEmpty else { return head }
    // Tabs stay tabs, so that the caret stands below its character whatever a terminal makes of them.
    let indent = String(source.unicodeScalars.prefix(max(0, column - 1)).map { $0 == "\t" ? "\t" : " " as Character })
    return "\(head)\n\(source)\n\(indent)^"
  }
}

extension Diagnostic: Comparable {
  package static func < (left: Diagnostic, right: Diagnostic) -> Bool {
    (left.file, left.line, left.column, left.message) < (right.file, right.line, right.column, right.message)
  }
}
