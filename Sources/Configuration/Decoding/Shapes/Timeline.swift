import FoundationEssentials
import Model

extension Shape<Instant> {
  /// A point in time as RFC 3339 writes it.
  static var instant: Shape {
    scalar(ScalarForm("a time (such as '2026-11-23T09:00:00Z')")) { text in
      Instant(rfc3339: text)
    }
  }
}

extension Shape<String> {
  /// How a time is written in lines.
  static var timeFormat: Shape {
    written(ScalarForm("a time's format (such as '%Y-%m-%d %H:%M:%S')")) { text, node, loading in
      if !text.contains("%") {
        loading.report.error("the format has no '%': it would fit one text only", at: node.place)
      } else if let unknown = EventTime.unknownDirective(in: text) {
        let place = node.place(ofCharacter: unknown.offset)
        loading.report.error("unknown directive '\(unknown.text)' in a time's format", at: place)
      }
      return text
    }
  }
}

extension Shape<Duration> {
  /// A moment of a test: `+`, and how long after its start.
  static var offset: Shape {
    scalar(ScalarForm("a moment of the test (such as '+10s')", pattern: #"^\+(0|([0-9]+(ms|[wdhms]))+)$"#)) { text in
      text.hasPrefix("+") ? Duration(text: text.dropFirst()) : nil
    }
  }
}

extension Shape<[RuleTest.Line]> {
  /// A block of lines, each with its moment: `+10s x4  the line`.
  static var testLines: Shape {
    written(ScalarForm("lines, each with its moment ('+10s  the line')")) { text, node, loading in
      var lines: [RuleTest.Line] = []
      var offset = 0
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if let parsed = RuleTest.Line(line) {
          lines.append(parsed)
        } else if !line.isEmpty {
          loading.report.error(
            "expected a moment such as '+10s' or '+10s x4', two blanks, and the line",
            at: node.place(ofCharacter: offset)
          )
        }
        offset += line.unicodeScalars.count + 1
      }
      return lines
    }
  }
}

extension RuleTest.Line {
  fileprivate init?(_ text: Substring) {
    guard text.first == "+", let gap = text.firstRange(of: "  ") else { return nil }
    let moment = text[..<gap.lowerBound].dropFirst().split(separator: " ")
    guard let first = moment.first, let offset = Duration(text: first), moment.count <= 2 else { return nil }
    var count = 1
    if moment.count == 2 {
      guard moment[1].first == "x", let number = Int(moment[1].dropFirst()), (1...1_000_000).contains(number) else {
        return nil
      }
      count = number
    }
    self.init(offset: offset, count: count, text: String(text[gap.upperBound...]))
  }
}
