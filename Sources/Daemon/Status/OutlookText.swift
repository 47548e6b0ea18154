import Engine
package import Inputs
package import Model

extension Explanation.Rule {
  /// What the rule does with the line, and where that is told, in words; nothing where it does not see it, or is about no alert.
  package func outlook(at time: Instant, rules: RuleSet) -> [String] {
    guard case .sees(_, let fields) = outcome else { return [] }
    return Engine.outlook(of: LineEvent.Hit(target: target, fields: fields), at: time, rules: rules)?.text ?? []
  }
}

extension Outlook {
  fileprivate var text: [String] {
    let pause = pendingFor > .zero ? ", after \(pendingFor.spoken)" : ""
    let deed =
      switch step {
      case .counts(1, _): "makes \(labels) fire\(pause)"
      case .counts(let count, let within):
        "is one of \(count) lines\(within.map { " within \($0.spoken)" } ?? "") that make \(labels) fire\(pause)"
      case .awaits(let within): "makes \(labels) fire unless the line of 'without' follows within \(within.spoken)"
      case .postpones(let absentFor): "ends \(labels), which fires when no further line comes for \(absentFor.spoken)"
      case .isNew(let remember): "makes \(labels) fire\(pause), unless it was seen within \(remember.spoken)"
      case .ends(let fields) where fields.isEmpty: "ends all alerts of the rule"
      case .ends(let fields): "ends the alert of \(Labels(fields))"
      }
    return [deed] + routes.map(\.text) + inhibitions.map(\.text)
  }
}

extension Outlook.Path {
  fileprivate var text: String {
    // The root of the routing tree has no matchers.
    let name = route == "{}" ? "the root route" : "route \(route)"
    let pause = wait > .zero ? "after \(wait.spoken)" : "at once"
    var text = "told to hook \(hook) \(pause), by \(name) in group \(groupLabels)"
    if let escalation {
      text += "; hook \(escalation.hook) too if nobody acknowledges it for \(escalation.after.spoken)"
    }
    if let mutedBy { text += "; muted at its time by \(mutedBy)" }
    if !inactiveOutside.isEmpty { text += "; told only within \(inactiveOutside.joined(separator: ", "))" }
    return text
  }
}

extension InhibitionDefinition {
  fileprivate var text: String {
    let source = source.map(\.description).joined(separator: ", ")
    let place = equal.isEmpty ? "" : " with the same \(equal.joined(separator: ", "))"
    return "not told while an alert of {\(source)}\(place) is firing"
  }
}
