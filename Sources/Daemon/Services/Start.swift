import Synchronization

/// What a service begins with, and then changes: it is taken once, so that the daemon does not hold the state of its start for as long
/// as it lives, beside the state of now.
final class Start<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>

  init(_ value: Value) {
    self.value = Mutex(value)
  }

  /// The value, which is let go of here.
  func take() -> Value {
    let taken = value.withLock { $0.take() }
    guard let taken else { preconditionFailure("A service runs once.") }
    return taken
  }
}
