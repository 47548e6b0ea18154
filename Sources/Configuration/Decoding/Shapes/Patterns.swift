import Model
import Patterns

/// A pattern with the names that it captures.
struct CheckedPattern: Sendable {
  let text: String
  /// Open where the pattern is bad: that has been told, and what it would capture is not known.
  let fields: RuleFields
}

extension Shape<CheckedPattern> {
  /// A PCRE2 pattern.
  static var pattern: Shape {
    written(ScalarForm("a pattern")) { text, node, loading in
      compiled(text, node, loading)
    }
  }

  /// The pattern of a text; what is wrong with it is told at its own column.
  fileprivate static func compiled(
    _ text: String,
    _ node: Node,
    _ loading: Loading
  ) -> CheckedPattern {
    do throws(PatternError) {
      let pattern = try Pattern(text)
      return CheckedPattern(text: text, fields: RuleFields(names: pattern.captureNames))
    } catch {
      loading.report.error("bad pattern: \(error.message)", at: node.place(ofCharacter: error.offset))
      return CheckedPattern(text: text, fields: .open)
    }
  }
}

extension Shape<Interpolation> {
  /// A pattern with `{{capture}}` places, which stand for text that is known only later.
  static var patternTemplate: Shape {
    written(ScalarForm("a pattern, in which '{{name}}' stands for a captured text")) { text, node, loading in
      _ = Shape<CheckedPattern>.compiled(padded(text), node, loading)
      return Interpolation(text)
    }
  }

  /// Each place filled with as many letters as it has, so that a fault is told at its column.
  private static func padded(_ text: String) -> String {
    Interpolation.places(in: text).reversed().reduce(into: text) { text, place in
      text.replaceSubrange(place, with: String(repeating: "x", count: text[place].unicodeScalars.count))
    }
  }
}

extension Interpolation {
  /// Where the `{{name}}` places of a text are.
  fileprivate static func places(in text: String) -> [Range<String.Index>] {
    var places: [Range<String.Index>] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      places.append(open.lowerBound..<close.upperBound)
      rest = rest[close.upperBound...]
    }
    return places
  }
}
