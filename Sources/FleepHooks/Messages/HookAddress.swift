/// The address of an incoming hook, `https://fleep.io/hook/KEY`, taken apart; it describes itself without the key.
public struct HookAddress: Sendable, Hashable {
  /// The whole address, for the one place that posts to it.
  public let url: String
  /// The key: letters, digits, `_` and `-`.
  public let key: String
  /// The scheme and host, as in `https://fleep.io`.
  public let origin: String
  /// `https`, not `http`.
  public let isSecure: Bool
  /// It never leaves this machine.
  public let isLoopback: Bool

  /// Reads an address; path parts after the key, which old hooks have, are kept.
  public init(_ url: String) throws(HookAddressError) {
    let address: WebAddress
    do {
      address = try WebAddress(url)
    } catch {
      switch error {
      case .scheme: throw .scheme
      case .host: throw .host
      case .path: throw .path
      }
    }
    guard address.isSecure || address.isLoopback else { throw .insecure }
    guard address.path.hasPrefix("/hook/") else { throw .path }
    let key = address.path.dropFirst(6).prefix { $0 != "/" }
    guard !key.isEmpty, key.utf8.allSatisfy(WebAddress.isWord) else { throw .key }
    guard !address.path.contains("?") else { throw .path }
    self.url = url
    self.key = String(key)
    origin = address.origin
    isSecure = address.isSecure
    isLoopback = address.isLoopback
  }
}

extension HookAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The address with the key left out.
  public var description: String { "\(origin)/hook/\(HookKey.replacement)" }
  /// The address with the key left out.
  public var debugDescription: String { description }
  /// Nothing: dumping an address must not show its key.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a text is no hook's address; never holds the text.
public enum HookAddressError: Error, Sendable, Equatable, CustomStringConvertible {
  case scheme
  case host
  case insecure
  case path
  case key

  /// What is wrong, for people.
  public var description: String {
    switch self {
    case .scheme: "a hook's address begins with https://"
    case .host: "the hook's address has no valid host"
    case .insecure: "http:// is for loopback addresses only"
    case .path: "a hook's address is a host, then /hook/ and the key"
    case .key: "a hook's key has letters, digits, '_' and '-' only"
    }
  }
}
