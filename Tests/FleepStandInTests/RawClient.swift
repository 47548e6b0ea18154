import Glibc

/// A client that sends exactly the bytes it is given, so that wrong requests can be made too.
final class RawClient {
  private let descriptor: Int32

  init(port: Int) throws(SocketFault) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw SocketFault(call: "connect", number: errno) }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) throws(SocketFault) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { throw SocketFault(call: "send", number: errno) }
      rest = rest.dropFirst(sent)
    }
  }

  /// What comes until the connection ends, or until a whole response is there.
  func response() throws(SocketFault) -> RawResponse {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let response = RawResponse(String(decoding: bytes, as: UTF8.self))
      guard !response.isWhole else { return response }
      let count = recv(descriptor, &chunk, chunk.count, 0)
      guard count >= 0 else { throw SocketFault(call: "recv", number: errno) }
      guard count > 0 else { return response }
      bytes += chunk.prefix(count)
    }
  }
}

/// A system call that failed.
struct SocketFault: Error, Equatable {
  var call: String
  var number: Int32
}

/// A response as text.
struct RawResponse: Equatable {
  var text: String

  init(_ text: String) {
    self.text = text
  }

  var status: Int? { text.split(separator: " ").dropFirst().first.flatMap { Int($0) } }
  var body: String { text.firstRange(of: "\r\n\r\n").map { String(text[$0.upperBound...]) } ?? "" }

  func header(_ name: String) -> String? {
    text.split(separator: "\r\n").first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  var isWhole: Bool {
    guard text.contains("\r\n\r\n") else { return false }
    guard let length = header("Content-Length").flatMap({ Int($0) }) else { return status == 204 }
    return body.utf8.count >= length
  }
}
