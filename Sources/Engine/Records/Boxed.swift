/// A value that is kept elsewhere, so that its place in a row takes no more than a pointer where the row has none.
///
/// For what is large and seldom there: a table has room for more rows than it holds, each as large as a row with everything in it.
struct Boxed<Value: Sendable>: Sendable {
  private final class Storage: Sendable {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  private let storage: Storage

  init(_ value: Value) {
    storage = Storage(value)
  }

  var value: Value { storage.value }
}

extension Boxed: Equatable where Value: Equatable {
  static func == (left: Boxed, right: Boxed) -> Bool { left.value == right.value }
}

// Written as the value itself is.
extension Boxed: Codable where Value: Codable {
  init(from decoder: any Decoder) throws {
    self.init(try Value(from: decoder))
  }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
  }
}
