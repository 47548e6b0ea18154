import Foundation
import Glibc
import Synchronization

/// A server of a few lines on loopback that does to its clients what no HTTP library would.
final class RawServer: Sendable {
  enum Answer: Sendable {
    /// These bytes; the connection stays.
    case reply(String)
    /// Reads the whole request and closes.
    case closeAfterReading
    /// Reads the whole request and says nothing.
    case silence
  }

  struct Request: Sendable {
    var head: String
    var body: [UInt8]
    var connection: Int

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  private struct State {
    var requests: [Request] = []
    var answers: [Answer] = []
    var connections = 0
    var open: [Int32] = []
  }

  let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  /// Answers requests as listed, and whatever comes after that with 200.
  init(_ answers: [Answer] = []) {
    (listener, port) = boundSocket()
    precondition(listen(listener, 16) == 0, "no port on loopback")
    state.withLock { $0.answers = answers }
    Thread.detachNewThread { self.accept() }
  }

  static func ok(_ body: String = "{}") -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  static func status(_ status: Int, headers: String = "", body: String = "") -> String {
    "HTTP/1.1 \(status) Any\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  var requests: [Request] { state.withLock { $0.requests } }

  /// Closes the port and every connection.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in state.withLock({ $0.open }) { shutdown(connection, Int32(SHUT_RDWR)) }
  }

  private func accept() {
    // Here and not in `stop`: the number would be another socket's while this thread still uses it.
    defer { close(listener) }
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { return }
      let number = state.withLock { state in
        state.connections += 1
        state.open.append(connection)
        return state.connections
      }
      Thread.detachNewThread { self.serve(connection, number) }
    }
  }

  private func serve(_ connection: Int32, _ number: Int) {
    var input: [UInt8] = []
    while let request = read(connection, &input, number) {
      let answer = state.withLock { state in
        state.requests.append(request)
        return state.answers.isEmpty ? .reply(RawServer.ok()) : state.answers.removeFirst()
      }
      switch answer {
      case .reply(let text):
        _ = Array(text.utf8).withUnsafeBytes {
          send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
      case .closeAfterReading: shutdown(connection, Int32(SHUT_RDWR))
      case .silence: break
      }
    }
  }

  private func read(_ connection: Int32, _ input: inout [UInt8], _ number: Int) -> Request? {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let range = input.firstRange(of: end) {
        let head = String(decoding: input[..<range.lowerBound], as: UTF8.self)
        let length = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let count = length.flatMap { Int($0.dropFirst(15).trimmingPrefix(" ")) } ?? 0
        if input.count >= range.upperBound + count {
          let body = Array(input[range.upperBound..<range.upperBound + count])
          input.removeFirst(range.upperBound + count)
          return Request(head: head, body: body, connection: number)
        }
      }
      var bytes = [UInt8](repeating: 0, count: 65_536)
      let count = recv(connection, &bytes, bytes.count, 0)
      guard count > 0 else { return nil }
      input += bytes[..<count]
    }
  }
}

/// A port of loopback that refuses connections, and that nobody else gets as long as this lives.
final class ClosedPort {
  let port: UInt16
  private let socket: Int32

  init() { (socket, port) = boundSocket() }

  deinit { close(socket) }
}

/// A socket with a free port of loopback, which does not listen.
private func boundSocket() -> (socket: Int32, port: UInt16) {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { address in
    address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      precondition(bind(socket, address, size) == 0, "no port on loopback")
      getsockname(socket, address, &size)
    }
  }
  return (socket, UInt16(bigEndian: address.sin_port))
}
