import Model

/// The most frequent values of a capture, and how many lines had others.
struct TopText: SectionText {
  let title: String
  let counts: [SummaryReport.Count]
  let others: Int

  var isQuiet: Bool { counts.isEmpty && others == 0 }

  var body: SectionBody {
    guard !isQuiet else { return .beside("none") }
    var rows = counts.map { ["\($0.count)", $0.value] }
    if others > 0 { rows.append(["\(others)", "others"]) }
    return .below(TextTable(rows: rows, alignment: [.right, .left]).codeBlock)
  }
}
