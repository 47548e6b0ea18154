import Inputs
import Model

/// What the rules make of a line, for people or for programs.
struct ExplainedLine: Encodable {
  struct Source: Encodable {
    var source: SourceName
    /// What the source's `parse` gives.
    var fields: [String: String]
    var rules: [Rule]
  }

  struct Rule: Encodable {
    enum Outcome: String, Encodable {
      case sees
      case noMatch
      case exempt
      case conditionNotMet
    }

    var rule: String
    var outcome: Outcome
    /// The pattern that matches; nil where the rule has none, or none of them does.
    var pattern: String?
    /// The pattern of `unless` that matches too.
    var unless: String?
    var fields: [String: String]
    /// What it does with the line, and where that is told.
    var outlook: [String]
  }

  var line: String
  var sources: [Source]

  /// Whether a rule sees it.
  var isSeen: Bool { sources.contains { $0.rules.contains { $0.outcome == .sees } } }

  var text: String {
    let sources = sources.flatMap { source in
      ["  as a line of \(source.source):"]
        + (source.fields.isEmpty ? [] : ["    fields: \(source.fields.spelled)"])
        + (source.rules.isEmpty
          ? ["    no rule sees it"]
          : source.rules.flatMap { rule in ["    \(rule.text)"] + rule.outlook.map { "      \($0)" } })
    }
    return ([line] + sources).joined(separator: "\n")
  }
}

extension ExplainedLine.Rule {
  init(_ explained: Explanation.Rule, outlook: [String]) {
    rule = explained.target.spelled
    self.outlook = outlook
    fields = [:]
    switch explained.outcome {
    case .sees(let pattern, let fields):
      outcome = .sees
      (self.pattern, self.fields) = (pattern, fields)
    case .noMatch: outcome = .noMatch
    case .exempt(let pattern, let unless):
      outcome = .exempt
      (self.pattern, self.unless) = (pattern, unless)
    case .conditionNotMet(let pattern, let fields):
      outcome = .conditionNotMet
      (self.pattern, self.fields) = (pattern, fields)
    }
  }

  fileprivate var text: String {
    switch outcome {
    case .sees:
      "\(rule): sees it" + (pattern.map { " by '\($0)'" } ?? "") + (fields.isEmpty ? "" : ", with \(fields.spelled)")
    case .noMatch: "\(rule): no pattern matches"
    case .exempt: "\(rule): would see it, but for unless '\(unless ?? "")'"
    case .conditionNotMet: "\(rule): would see it, but where does not hold for \(fields.spelled)"
    }
  }
}

extension LineEvent.Target {
  fileprivate var spelled: String {
    switch self {
    case .alert(let rule): "alert \(rule)"
    case .resolve(let rule): "alert \(rule), resolve"
    case .arrival(let rule): "alert \(rule), without"
    case .metric(let name): "metric \(name)"
    case .section(let summary, let index): "summary \(summary), section \(index + 1)"
    }
  }
}

extension [String: String] {
  fileprivate var spelled: String {
    sorted { $0.key < $1.key }.map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
  }
}
