package import Model
internal import Patterns

extension Recognizer {
  /// What each rule makes of a text, and why.
  package func explain(_ text: String, arrival: Instant) -> Explanation {
    var text = text
    return text.withUTF8 { bytes in
      let event = UnsafeRawBufferPointer(bytes)
      let fields = fields(of: event)
      let time = rules.clock?.time(of: event, fields: { fields }, now: arrival)
      return Explanation(
        fields: fields,
        time: time ?? arrival,
        rules: rules.rules.map {
          Explanation.Rule(target: $0.target, outcome: outcome(of: $0, for: event, fields: fields))
        }
      )
    }
  }

  private func outcome(
    of rule: LineRule,
    for event: UnsafeRawBufferPointer,
    fields: [String: String]
  ) -> Explanation.Outcome {
    var fields = fields
    var pattern: Pattern?
    if !rule.patterns.isEmpty {
      let candidates = rule.patterns.map { rules.set.patterns[$0] }
      guard let found = candidates.first(where: { matcher.matches($0, in: event) }) else { return .noMatch }
      pattern = found
      if let captures = matcher.firstMatch(of: found, in: event)?.captures { fields.merge(captures) { $1 } }
    }
    if let unless = rule.unless.first(where: { matcher.matches($0, in: event) }) {
      return .exempt(pattern: pattern?.text, unless: unless.text)
    }
    guard rule.condition?.holds(for: { fields[$0] }) ?? true else {
      return .conditionNotMet(pattern: pattern?.text, fields: fields)
    }
    return .sees(pattern: pattern?.text, fields: fields)
  }
}
