/// Why a text cannot be used as a pattern, and where.
package struct PatternError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable, Equatable {
    /// PCRE2 does not take the text.
    case syntax
    /// `%{NAME}` with a name that no named pattern has, or that leads back to itself.
    case grok
    /// The pattern needs more memory than patterns may have.
    case tooLarge
  }

  package let kind: Kind
  /// A sentence without its full stop, in lower case.
  package let message: String
  /// Where in the pattern's text, counted in characters from its start.
  package let offset: Int

  package init(kind: Kind, message: String, offset: Int) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }

  package var description: String { "\(message) (at character \(offset + 1) of the pattern)" }
}
