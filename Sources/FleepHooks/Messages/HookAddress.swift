/// The address of an incoming hook, `https://fleep.io/hook/KEY`, taken apart; it describes itself without the key.
public struct HookAddress: Sendable, Hashable {
  /// The whole address, for the one place that posts to it.
  public let url: String
  /// The key: letters, digits, `_` and `-`.
  public let key: String
  /// The scheme and host, as in `https://fleep.io`.
  public let origin: String

  /// Reads an address; path parts after the key, which old hooks have, are kept.
  public init(_ url: String) throws(HookAddressError) {
    let secure = url.hasPrefix("https://")
    guard secure || url.hasPrefix("http://") else { throw .scheme }
    let rest = url.dropFirst(secure ? 8 : 7)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard let host = HookAddress.host(of: authority), authority.utf8.allSatisfy(HookAddress.isAuthority) else {
      throw .host
    }
    guard secure || HookAddress.isLoopback(host) else { throw .insecure }
    let path = rest.dropFirst(authority.count)
    guard path.hasPrefix("/hook/") else { throw .path }
    let key = path.dropFirst(6).prefix { $0 != "/" }
    guard !key.isEmpty, key.utf8.allSatisfy(HookAddress.isKey) else { throw .key }
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })
    else { throw .path }
    self.url = url
    self.key = String(key)
    origin = String(url.prefix(url.count - path.count))
  }

  /// The host without port and brackets; nil where what follows it is no port.
  private static func host(of authority: Substring) -> Substring? {
    let isLiteral = authority.hasPrefix("[")
    let host = isLiteral ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
    let port = authority[host.endIndex...].dropFirst(isLiteral ? 1 : 0)
    guard !host.isEmpty, port.isEmpty || (port.first == ":" && UInt16(port.dropFirst()) != nil) else { return nil }
    return host
  }

  private static func isLoopback(_ host: Substring) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost" || host == "::1"
      || numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  // No `@`: what stands before it would be a user name, and the host another than it seems.
  private static func isAuthority(_ byte: UInt8) -> Bool {
    isKey(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]")
  }

  private static func isKey(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
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
