import FleepHooks
import Model

/// One section of a summary as text.
///
/// A kind of section is one file here and one line in ``SummaryMessage``'s list.
protocol SectionText {
  var title: String { get }
  /// What it has to tell; a section without anything says so.
  var body: SectionBody { get }
  /// Nothing happened that it tells of.
  var isQuiet: Bool { get }
}

enum SectionBody {
  /// So short that it stands beside the title.
  case beside(String)
  case below(String)
}

extension SectionText {
  var isOneLine: Bool {
    if case .beside = body { true } else { false }
  }

  var text: String {
    let heading = Markup.bold(Markup.inertLine(title))
    return switch body {
    case .beside(let line): "\(heading) \(line)"
    // A code block ends with a line feed of its own.
    case .below(let lines): "\(heading)\n\(lines.hasSuffix("\n") ? lines.dropLast() : lines[...])"
    }
  }
}
