/// A name that people gave to something in the configuration; the kind keeps two sorts of name from being swapped.
package struct Name<Kind>: Hashable, Comparable, Sendable, Codable {
  package let text: String

  package init(_ text: String) {
    self.text = text
  }

  package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Name: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    self.init(text)
  }
}

extension Name: CustomStringConvertible {
  package var description: String { text }
}

/// What each sort of ``Name`` belongs to.
package enum NameKind {
  package enum Alert {}
  package enum Hook {}
  package enum Metric {}
  package enum Rule {}
  package enum Source {}
  package enum Summary {}
}

package typealias AlertName = Name<NameKind.Alert>
package typealias HookName = Name<NameKind.Hook>
package typealias MetricName = Name<NameKind.Metric>
/// Which rule of an alert it is: several may share the alert's name, and no two this one.
package typealias RuleName = Name<NameKind.Rule>
package typealias SourceName = Name<NameKind.Source>
package typealias SummaryName = Name<NameKind.Summary>
