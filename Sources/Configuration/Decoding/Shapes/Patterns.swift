import Model
import Patterns

/// A pattern that compiles, with the names that it captures.
struct CheckedPattern: Sendable {
  let text: String
  let captures: [String]
}

extension Shape<CheckedPattern> {
  /// A PCRE2 pattern.
  static var pattern: Shape {
    Shape(form: .scalar(ScalarForm("a pattern"))) { node, loading in
      guard let text = Shape<String>.text.read(node, loading) else { return nil }
      return compiled(text, shownAs: text, node, loading)
    }
  }

  /// The pattern, or nil after its fault has been told at its own column.
  fileprivate static func compiled(
    _ text: String,
    shownAs original: String,
    _ node: Node,
    _ loading: Loading
  ) -> CheckedPattern? {
    do throws(PatternError) {
      let pattern = try Pattern(text)
      return CheckedPattern(text: original, captures: pattern.captureNames)
    } catch {
      loading.report.error("bad pattern: \(error.message)", at: node.place(ofCharacter: error.offset))
      return nil
    }
  }
}

/// A pattern with `{{capture}}` places that stand for text which is known only later.
struct PatternTemplate: Sendable {
  let interpolation: Interpolation
  let captures: [String]
}

extension Shape<PatternTemplate> {
  static var patternTemplate: Shape {
    Shape(form: .scalar(ScalarForm("a pattern, in which '{{name}}' stands for a captured text"))) { node, loading in
      guard let text = Shape<String>.text.read(node, loading) else { return nil }
      // Each place is as long as it was, so that a fault is told at its column.
      let filled = Interpolation.places(in: text).reversed().reduce(into: text) { text, place in
        text.replaceSubrange(place, with: String(repeating: "x", count: text[place].unicodeScalars.count))
      }
      return Shape<CheckedPattern>.compiled(filled, shownAs: text, node, loading).map {
        PatternTemplate(interpolation: Interpolation(text), captures: $0.captures)
      }
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
