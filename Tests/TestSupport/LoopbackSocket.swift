import Glibc

/// A socket with a free port of loopback, which does not listen.
package struct LoopbackSocket {
  package let descriptor: Int32
  package let port: UInt16

  package init(family: Int32 = AF_INET) {
    let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
    var storage = family == AF_INET6 ? LoopbackSocket.version6 : LoopbackSocket.address(port: 0)
    var size = socklen_t(family == AF_INET6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
    withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        precondition(bind(descriptor, address, size) == 0, "no port on loopback")
        getsockname(descriptor, address, &size)
      }
    }
    self.descriptor = descriptor
    port = withUnsafePointer(to: &storage) { storage in
      // Both families have the port at the same place.
      storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { UInt16(bigEndian: $0.pointee.sin_port) }
    }
  }

  /// A socket that has begun to connect to a port, and does not wait for it.
  package static func connecting(to port: UInt16) -> Int32 {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var storage = address(port: port)
    withUnsafePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        _ = connect(client, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return client
  }

  private static func address(port: UInt16) -> sockaddr_storage {
    var storage = sockaddr_storage()
    withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { address in
        address.pointee.sin_family = sa_family_t(AF_INET)
        address.pointee.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        address.pointee.sin_port = port.bigEndian
      }
    }
    return storage
  }

  private static var version6: sockaddr_storage {
    var storage = sockaddr_storage()
    withUnsafeMutablePointer(to: &storage) { storage in
      storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { address in
        address.pointee.sin6_family = sa_family_t(AF_INET6)
        address.pointee.sin6_addr = in6addr_loopback
      }
    }
    return storage
  }
}

/// A port of loopback that refuses connections, and that nobody else gets as long as this lives.
package final class ClosedPort: Sendable {
  package let port: UInt16
  private let descriptor: Int32

  package init() {
    let socket = LoopbackSocket()
    (descriptor, port) = (socket.descriptor, socket.port)
  }

  deinit { close(descriptor) }
}
