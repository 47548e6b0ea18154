/// How a value of one type is written in a file: one description for reading it, for the schema and for the manual.
struct Shape<Value>: Sendable {
  /// What the schema and the manual say of it.
  let form: Form
  /// The value of a node; nil where it is none, and then that has been told.
  let read: @Sendable (Node, Loading) -> Value?
}

/// What can stand in a place, without its meaning.
indirect enum Form: Sendable {
  case scalar(ScalarForm)
  case choice([String])
  case list(Form)
  /// A list, or one element without its brackets.
  case oneOrMore(Form)
  /// Names that the writer chooses, each with a value.
  case map(of: Form, names: String)
  case section(any Section.Type)
  case anyOf([Form])
}

/// A scalar's kind: its words in the manual, and the pattern that an editor can check.
struct ScalarForm: Sendable {
  enum JSONType: String, Sendable {
    /// As it is written: an editor may take it for a number.
    case text
    case duration
    case boolean
    case integer
    case number
  }

  let words: String
  let type: JSONType
  /// An ECMA-262 pattern that every such text fits; an editor checks no more than that.
  let pattern: String?

  init(_ words: String, type: JSONType = .text, pattern: String? = nil) {
    self.words = words
    self.type = type
    self.pattern = pattern
  }
}

/// A value with the node that it was read from, for checks that come later.
struct Located<Value: Sendable>: Sendable {
  let value: Value
  let node: Node

  var place: Place { node.place }
}
