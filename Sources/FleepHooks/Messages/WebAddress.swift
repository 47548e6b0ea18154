/// An address over HTTP, taken apart without a look at what it is for; it describes itself without its path, which may be secret.
package struct WebAddress: Sendable, Hashable {
  package let url: String
  /// The scheme and host, as in `https://fleep.io`.
  package let origin: String
  /// Everything behind the host, the query included.
  package let path: Substring
  /// `https`, not `http`.
  package let isSecure: Bool
  /// It never leaves this machine.
  package let isLoopback: Bool

  /// Why a text is no such address; never holds the text.
  package enum Fault: Error {
    case scheme
    case host
    case path
  }

  package init(_ url: String) throws(Fault) {
    isSecure = url.hasPrefix("https://")
    guard isSecure || url.hasPrefix("http://") else { throw .scheme }
    let rest = url.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { !"/?#".contains($0) }
    guard let host = WebAddress.host(of: authority), authority.utf8.allSatisfy(WebAddress.isAuthority) else {
      throw .host
    }
    path = rest.dropFirst(authority.count)
    guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else { throw .path }
    isLoopback = WebAddress.isLoopback(host)
    self.url = url
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
    isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: "]")
  }

  /// Letters, digits, `_` and `-`.
  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}

extension WebAddress: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { origin }
  package var debugDescription: String { origin }
  /// Nothing: dumping an address must not show its path.
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension WebAddress.Fault: CustomStringConvertible {
  package var description: String {
    switch self {
    case .scheme: "an address begins with https://"
    case .host: "the address has no valid host"
    case .path: "the address has characters that no address has"
    }
  }
}
