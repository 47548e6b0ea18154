/// The address of a proxy, as libcurl takes it: `http://user:password@host:port`.
enum ProxyAddress {
  /// Why a text is no such address; never holds the text.
  enum Fault: Error, CustomStringConvertible {
    case scheme
    case host

    var description: String {
      switch self {
      case .scheme: "a proxy's address begins with \(schemes.joined(separator: ", "))"
      case .host: "a proxy's address is a scheme, a host and a port, as in http://proxy.example:3128"
      }
    }
  }

  private static let schemes = ["http://", "https://", "socks5://", "socks5h://"]

  static func hasPassword(_ text: String) -> Bool { text.contains("@") }

  /// The address, where it is one.
  static func checked(_ text: String) throws(Fault) -> String {
    guard let scheme = schemes.first(where: text.hasPrefix) else { throw .scheme }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" }
    // The last `@`: a password may hold others.
    let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
    let port = host.hasSuffix("]") ? nil : host.lastIndex(of: ":")
    let name = host[..<(port ?? host.endIndex)]
    guard ["", "/"].contains(rest.dropFirst(authority.count)), !name.isEmpty,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      port.map({ UInt16(host[host.index(after: $0)...]) != nil }) ?? true
    else { throw .host }
    return text
  }
}
