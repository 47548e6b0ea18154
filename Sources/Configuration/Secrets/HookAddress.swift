import Model

/// A hook's address: read from its file and checked, with no sentence that shows what it is.
enum HookAddress {
  /// Reads the file in `$CREDENTIALS_DIRECTORY`, else beside the main file.
  static func read(file name: String, at place: Place, _ loading: Loading) -> Secret? {
    let path = path(of: name, at: place, loading)
    do throws(FileContents.Failure) {
      let contents = try FileContents(path: path)
      guard contents.permissions & 0o007 == 0 else {
        loading.report.error("'\(path)' can be read by others: chmod o= '\(path)'", at: place)
        return nil
      }
      let text = String(decoding: contents.bytes, as: UTF8.self)
      return checked(
        String(text.split(whereSeparator: \.isNewline).first ?? "").trimmed,
        in: " in '\(path)'",
        at: place,
        loading
      )
    } catch {
      loading.report.error("'\(path)' cannot be read: \(error.reason)", at: place)
      return nil
    }
  }

  private static func path(of name: String, at place: Place, _ loading: Loading) -> String {
    if !name.hasPrefix("/"), let directory = loading.environment["CREDENTIALS_DIRECTORY"] {
      let path = "\(directory)/\(name)"
      if FileContents.exists(path) { return path }
    }
    return place.file.absolute(name)
  }

  /// The address, if it is one that can be posted to.
  static func checked(_ text: String, in origin: String = "", at place: Place, _ loading: Loading) -> Secret? {
    guard let complaint = complaint(about: text) else { return Secret(text) }
    loading.report.error("the address\(origin) \(complaint)", at: place)
    return nil
  }

  private static func complaint(about text: String) -> String? {
    guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || !$0.isASCII }) else {
      return "holds blanks, control characters or characters that are not ASCII"
    }
    let parts = text.split(separator: "://", maxSplits: 1)
    guard parts.count == 2, let slash = parts[1].firstIndex(of: "/"), slash > parts[1].startIndex else {
      return "is not a hook's, which is https://, a host, /hook/ and the key"
    }
    let (scheme, authority, path) = (parts[0], parts[1][..<slash], parts[1][slash...])
    guard !authority.contains("@") else { return "holds a user's name" }
    guard let key = path.firstRange(of: "/hook/"), key.upperBound < path.endIndex else {
      return "is not a hook's: after the host comes /hook/ and the key"
    }
    switch scheme {
    case "https": return nil
    case "http":
      return isLoopback(authority) ? nil : "begins with http://, which is only for loopback addresses: use https://"
    default: return "begins with neither https:// nor http://"
    }
  }

  private static func isLoopback(_ authority: Substring) -> Bool {
    let isLiteral = authority.hasPrefix("[::1]")
    let host = isLiteral ? authority.prefix(5) : authority.prefix { $0 != ":" }
    let port = authority.dropFirst(host.count)
    guard port.isEmpty || (port.first == ":" && UInt16(port.dropFirst()) != nil) else { return false }
    if isLiteral { return true }
    let bytes = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    return host == "localhost" || (bytes.count == 4 && bytes[0] == 127 && !bytes.contains(nil))
  }
}
