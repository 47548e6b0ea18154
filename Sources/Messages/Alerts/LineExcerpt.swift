import FleepHooks
import Model

/// The last few lines of an alert as a code block, short enough for a phone.
struct LineExcerpt {
  /// Events, each of one line or several joined ones.
  var events: Int
  /// Rows in all.
  var rows: Int
  private static let rowLength = 400

  static let ofOneAlert = LineExcerpt(events: 5, rows: 12)
  static let inGroup = LineExcerpt(events: 2, rows: 3)

  /// The code block, ending with a line feed; nothing where there are no lines.
  func text(of lines: [String]) -> String {
    let shown = lines.suffix(events)
    guard !shown.isEmpty else { return "" }
    let rowsOfEach = rowsOfEach(of: shown.count)
    return Markup.codeBlock(shown.map { excerpt(of: $0, rows: rowsOfEach) }.joined(separator: "\n"))
  }

  /// Whether the block has each line whole.
  func isWhole(of lines: [String]) -> Bool {
    let rowsOfEach = rowsOfEach(of: lines.count)
    return lines.count <= events
      && lines.allSatisfy { event in
        let rows = Self.rows(of: event)
        return rows.dropFirst(rowsOfEach).allSatisfy(\.isEmpty)
          && !rows.contains { $0.isLonger(than: LineExcerpt.rowLength) }
      }
  }

  private static func rows(of event: String) -> [Substring] {
    event.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
  }

  private func rowsOfEach(of count: Int) -> Int { max(1, rows / max(1, count)) }

  /// The first rows of an event: a stack trace says what happened at its top.
  private func excerpt(of event: String, rows: Int) -> String {
    let all = Self.rows(of: event)
    var excerpt = all.prefix(rows).map { String($0).truncated(to: LineExcerpt.rowLength) }
    let rest = all.dropFirst(rows).count { !$0.isEmpty }
    if rest > 0 { excerpt.append("… and \(rest.spoken("more row"))") }
    return excerpt.joined(separator: "\n")
  }
}
