import NIOHTTP1

/// Where a request goes: the key of its path, and the sender's name that an old form of path carries.
struct HookPath: Equatable {
  var key: String
  var sender: String?

  init(_ uri: String, legacyPaths: Bool) throws(Refusal) {
    guard uri.hasPrefix("/hook/") else { throw .notFound("no path of a hook") }
    guard !uri.contains(where: { $0 == "?" || $0 == "#" }) else { throw .notFound("a query on a hook's address") }
    let parts = uri.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
    key = String(parts[0])
    guard key.utf8.count == 22, key.utf8.allSatisfy(isKeyByte) else { throw .notFound("no key of a hook") }
    guard parts.count > 1 else { return }
    let rest = parts[1] == "plain" ? parts.dropFirst(2) : parts.dropFirst()
    guard legacyPaths, rest.count <= 1, rest.first != "" else { throw .notFound("something follows the key") }
    sender = try rest.first.map { name throws(Refusal) in
      try ReceivedFields.decoded(ArraySlice(name.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }))
    }
  }
}

private func isKeyByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}

/// A request's head that passed the checks which need no body.
struct CheckedHead: Equatable {
  var mediaType: MediaType
  /// What the body may have.
  var bodyLimit: Int
  var warnings: [String] = []

  init(_ head: HTTPRequestHead, key: String, settings: StandInSettings) throws(Refusal) {
    guard head.version == .http1_1 else { throw .badRequest("a version other than HTTP/1.1") }
    guard head.headers["Host"].count == 1 else { throw .badRequest("not exactly one Host header") }
    for name in ["Cookie", "Authorization"] where head.headers.contains(name: name) {
      throw .badRequest("a header that gives something away: \(name)")
    }
    guard !head.headers.contains(where: { $0.value.contains(key) }) else {
      throw .badRequest("the hook's key in a header")
    }
    guard !head.headers.contains(name: "Content-Encoding") else { throw .unsupported("an encoded body") }
    guard head.headers.contains(name: "Content-Length") || head.headers.contains(name: "Transfer-Encoding") else {
      throw Refusal(411, "length_required", "neither Content-Length nor chunks")
    }
    guard let header = head.headers["Content-Type"].first else { throw .unsupported("no Content-Type") }
    mediaType = try MediaType(header)
    if case .multipart = mediaType { bodyLimit = settings.multipartLimit } else { bodyLimit = settings.bodyLimit }
    if let length = head.headers["Content-Length"].first.flatMap(Int.init), length > bodyLimit {
      throw .tooLarge("a body of more than \(bodyLimit) bytes")
    }
    if head.headers.contains(name: "Expect") { warnings.append("Expect: Fleep may not know it") }
  }
}
