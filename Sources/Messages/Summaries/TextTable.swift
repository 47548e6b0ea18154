import FleepHooks

/// Rows of texts in columns, as a code block: Fleep has no tables, but it shows a code block in letters of one width.
struct TextTable {
  enum Alignment {
    case left, right
  }

  let rows: [[String]]
  /// Of each column.
  let alignment: [Alignment]
  /// Longer texts are cut.
  private static let cellLength = 60

  var codeBlock: String {
    // In a code block nothing is markup, and what makes a text inert would put the columns out of line.
    let cells = rows.map { row in row.map { $0.onOneLine.truncated(to: TextTable.cellLength) } }
    let widths = alignment.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    let lines = cells.map { row in
      let padded = row.indices.map { pad(row[$0], to: widths[$0], alignment[$0], isLast: $0 == row.count - 1) }
      return padded.joined(separator: "  ")
    }
    return Markup.codeBlock(lines.joined(separator: "\n"))
  }

  private func pad(_ cell: String, to width: Int, _ alignment: Alignment, isLast: Bool) -> String {
    let blanks = String(repeating: " ", count: width - cell.count)
    return switch alignment {
    case .left: isLast ? cell : cell + blanks
    case .right: blanks + cell
    }
  }
}
