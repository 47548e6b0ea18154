internal import Model
internal import Patterns

/// Gets named fields from a whole line (`parse:` of a source).
enum FieldParser: Sendable {
  case pattern(Pattern)
  case json
  case logfmt

  init(_ parse: SourceDefinition.Parse) throws(PatternError) {
    switch parse {
    case .grok(let text), .regex(let text): self = .pattern(try Pattern(text))
    case .json: self = .json
    case .logfmt: self = .logfmt
    }
  }

  /// The fields by name; none where the line is not of the form.
  func fields(of line: UnsafeRawBufferPointer, with matcher: PatternMatcher) -> [String: String] {
    switch self {
    case .pattern(let pattern): matcher.firstMatch(of: pattern, in: line)?.captures ?? [:]
    case .json: JSONFields.fields(of: line)
    case .logfmt: LogfmtFields.fields(of: line)
    }
  }
}
