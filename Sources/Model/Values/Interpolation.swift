/// A text with `{{name}}` places that are filled with literal values: labels, `without`, the labels of metrics.
///
/// It is not a Mustache template: there are no sections, no formatters and no escaping, because its result is data and not a message.
package struct Interpolation: Hashable, Sendable, Codable {
  package enum Part: Hashable, Sendable, Codable {
    case text(String)
    case field(String)
  }

  package let parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }

  /// Splits a text at its `{{name}}` places; an unclosed `{{` is text.
  package init(_ source: String) {
    var parts: [Part] = []
    var rest = Substring(source)
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      if open.lowerBound > rest.startIndex { parts.append(.text(String(rest[..<open.lowerBound]))) }
      let name = rest[open.upperBound..<close.lowerBound]
      parts.append(.field(String(name.drop { $0 == " " }.prefix { $0 != " " })))
      rest = rest[close.upperBound...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The names that the text uses, in order.
  package var fields: [String] {
    parts.compactMap { part in
      guard case .field(let name) = part else { return nil }
      return name
    }
  }

  /// The text with each place filled; a field that is absent gives nothing.
  package func filled(with value: (String) -> String?) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let name): value(name) ?? ""
      }
    }.joined()
  }
}

extension Interpolation: CustomStringConvertible {
  /// The text as it was written.
  package var description: String { filled { "{{\($0)}}" } }
}
