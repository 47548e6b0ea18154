/// What the schema, the manual and the suggestions need to know of a key.
protocol DescribedKey: Sendable {
  var name: String { get }
  var form: Form { get }
  /// One sentence for the manual and for editors.
  var summary: String { get }
  /// The text that stands for an absent one.
  var fallback: String? { get }
  var isRequired: Bool { get }
}

/// A key that may be absent, or that must be there.
struct Key<Value>: DescribedKey {
  let name: String
  let shape: Shape<Value>
  let summary: String
  let isRequired: Bool

  init(_ name: String, _ shape: Shape<Value>, required: Bool = false, _ summary: String) {
    self.name = name
    self.shape = shape
    self.isRequired = required
    self.summary = summary
  }

  var form: Form { shape.form }
  var fallback: String? { nil }
}

/// A key with a default, which is written as people would write it.
struct Setting<Value: Sendable>: DescribedKey {
  let name: String
  let shape: Shape<Value>
  let summary: String
  let defaultText: String
  let defaultValue: Value

  init(_ name: String, _ shape: Shape<Value>, default text: String, _ summary: String) {
    self.name = name
    self.shape = shape
    self.summary = summary
    defaultText = text
    guard let value = shape.read(Node(writtenHere: text), Loading()) else {
      preconditionFailure("the default of '\(name)' is a value of its own kind")
    }
    defaultValue = value
  }

  var form: Form { shape.form }
  var fallback: String? { defaultText }
  var isRequired: Bool { false }
}

extension Node {
  /// A scalar that stands in no file.
  fileprivate init(writtenHere text: String) {
    self.init(content: .scalar(text, .plain), place: SourceFile(path: "", text: "").asWhole)
  }
}
