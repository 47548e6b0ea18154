/// Why bytes are no payload of an outgoing hook.
public enum PayloadError: Error, Sendable, Equatable, CustomStringConvertible {
  case tooLarge(limit: Int)
  case notJSON(reason: String, offset: Int)
  case wrongShape(String)

  /// What is wrong, for people.
  public var description: String {
    switch self {
    case .tooLarge(let limit): "larger than \(limit) bytes"
    case .notJSON(let reason, let offset): "not JSON: \(reason) at byte \(offset)"
    case .wrongShape(let detail): detail
    }
  }
}
