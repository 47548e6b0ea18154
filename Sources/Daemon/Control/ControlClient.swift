import FoundationEssentials
import Glibc

/// A command's side of the control socket: one request, one reply, blocking.
package struct ControlClient {
  private let path: String

  package init(path: String) {
    self.path = path
  }

  /// Why a command got no reply.
  package enum Failure: Error, CustomStringConvertible {
    /// No daemon listens there.
    case notRunning
    case notPermitted(path: String)
    case broken(reason: String)

    package var description: String {
      switch self {
      case .notRunning: "fleepd is not running"
      case .notPermitted(let path): "no permission to use \(path): run the command as root or as a member of its group"
      case .broken(let reason): "the running fleepd did not answer: \(reason)"
      }
    }
  }

  /// Sends a request and waits for its reply.
  package func ask(_ request: ControlRequest) throws(Failure) -> ControlReply {
    let socket = try connected()
    defer { close(socket) }
    do {
      var line = try JSONEncoder().encode(request)
      line.append(UInt8(ascii: "\n"))
      try write(line, to: socket)
      return try JSONDecoder().decode(ControlReply.self, from: try readLine(from: socket))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .broken(reason: "\(error)")
    }
  }

  private func connected() throws(Failure) -> Int32 {
    let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw .broken(reason: String(cString: strerror(errno))) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = withUnsafeMutableBytes(of: &address.sun_path) { place in
      guard path.utf8.count < place.count else { return false }
      place.copyBytes(from: path.utf8)
      return true
    }
    guard fits else {
      close(socket)
      throw .notRunning
    }
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard status == 0 else {
      let code = errno
      close(socket)
      throw code == EACCES || code == EPERM ? .notPermitted(path: path) : .notRunning
    }
    return socket
  }

  private func write(_ bytes: Data, to socket: Int32) throws(Failure) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        send(socket, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw .broken(reason: String(cString: strerror(errno))) }
      sent += count
    }
  }

  private func readLine(from socket: Int32) throws(Failure) -> Data {
    var line = Data()
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(socket, &buffer, buffer.count)
      guard count > 0 else {
        throw .broken(reason: count == 0 ? "it closed the connection" : String(cString: strerror(errno)))
      }
      line.append(contentsOf: buffer[..<count])
      if line.last == UInt8(ascii: "\n") { return line }
    }
  }
}
