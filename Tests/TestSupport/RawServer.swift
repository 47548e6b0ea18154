import Foundation
import Glibc
import Synchronization

/// A server of a few lines on loopback that does to its clients what no HTTP library would.
package final class RawServer: Sendable {
  package enum Answer: Sendable {
    /// These bytes; the connection stays.
    case reply(String)
    /// Reads the whole request and closes.
    case closeAfterReading
    /// Reads the whole request and says nothing.
    case silence
    /// As a proxy that is asked for a tunnel: passes everything from then on to and from a socket of the file system.
    case tunnel(to: String)
    /// Reads no request: passes everything to and from a socket of the file system. For whatever ``init(_:otherwise:family:)`` says otherwise.
    case passage(to: String)
  }

  package struct Request: Sendable {
    package var head: String
    package var body: [UInt8]
    package var connection: Int

    package var text: String { String(decoding: body, as: UTF8.self) }
  }

  private struct State {
    var requests: [Request] = []
    var answers: [Answer] = []
    var connections = 0
    var open: [Int32] = []
  }

  package let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())
  private let otherwise: Answer

  /// Answers requests as listed, and whatever comes after that with 200.
  package init(
    _ answers: [Answer] = [],
    otherwise: Answer = .reply(RawServer.ok()),
    family: Int32 = AF_INET
  ) {
    self.otherwise = otherwise
    let socket = LoopbackSocket(family: family)
    (listener, port) = (socket.descriptor, socket.port)
    precondition(listen(listener, 16) == 0, "no port on loopback")
    state.withLock { $0.answers = answers }
    Thread.detachNewThread { self.accept() }
  }

  package static func ok(_ body: String = "{}") -> String {
    "HTTP/1.1 200 OK\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  package static func status(_ status: Int, headers: String = "", body: String = "") -> String {
    "HTTP/1.1 \(status) Any\r\n\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  package var requests: [Request] { state.withLock { $0.requests } }

  /// Closes the port and every connection.
  package func stop() {
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
    if case .passage(let path) = otherwise { return tunnel(connection, to: path, answering: false) }
    var input: [UInt8] = []
    while let request = read(connection, &input, number) {
      let answer = state.withLock { state in
        state.requests.append(request)
        return state.answers.isEmpty ? otherwise : state.answers.removeFirst()
      }
      switch answer {
      case .reply(let text):
        _ = Array(text.utf8).withUnsafeBytes {
          send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
      case .closeAfterReading: shutdown(connection, Int32(SHUT_RDWR))
      case .silence: break
      case .tunnel(let path): tunnel(connection, to: path, answering: true)
      case .passage: preconditionFailure("A passage is not for one request.")
      }
    }
  }

  private func tunnel(_ connection: Int32, to path: String, answering: Bool) {
    let other = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let result = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(other, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if answering {
      let answer = result == 0 ? "HTTP/1.1 200 Connection established\r\n\r\n" : RawServer.status(502)
      _ = Array(answer.utf8).withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
    guard result == 0 else { return }
    state.withLock { $0.open.append(other) }
    Thread.detachNewThread { RawServer.pass(from: other, to: connection) }
    RawServer.pass(from: connection, to: other)
  }

  private static func pass(from source: Int32, to target: Int32) {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(source, &bytes, bytes.count, 0)
      guard count > 0, send(target, bytes, count, Int32(MSG_NOSIGNAL)) == count else { break }
    }
    shutdown(target, Int32(SHUT_RDWR))
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
