import Foundation
import Glibc
import TestSupport
import Testing

/// microsocks(1), a SOCKS5 proxy that asks for a name and a password, on a port of loopback.
final class SOCKSProxy {
  static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/microsocks")

  let port: UInt16
  private let log: String
  private let process: Process

  init(folder: String, user: String, password: String, variables: [String: String]) async throws {
    log = "\(folder)/microsocks.log"
    // It cannot be given a socket: where another process has taken the port meanwhile it ends, and tries another.
    for _ in 0..<20 {
      let free = LoopbackSocket()
      close(free.descriptor)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/microsocks")
      process.arguments = ["-i", "127.0.0.1", "-p", "\(free.port)", "-u", user, "-P", password]
      process.environment = variables
      try Data().write(to: URL(fileURLWithPath: log))
      process.standardError = FileHandle(forWritingAtPath: log)
      try process.run()
      while process.isRunning {
        if SOCKSProxy.accepts(process.processIdentifier) {
          (self.port, self.process) = (free.port, process)
          return
        }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
    throw Unavailable()
  }

  deinit { kill(process.processIdentifier, SIGKILL) }

  /// To which hosts and ports it has led, one a line.
  var connections: [Substring] {
    let lines = (try? String(contentsOfFile: log, encoding: .utf8))?.split(separator: "\n") ?? []
    return lines.compactMap { line in line.firstRange(of: "connected to ").map { line[$0.upperBound...] } }
  }

  private struct Unavailable: Error {}

  /// Whether the process listens: another may have the port, so that a connection would prove nothing.
  private static func accepts(_ process: Int32) -> Bool {
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")) ?? []
    let sockets = descriptors.compactMap { descriptor in
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(descriptor)")
    }
    let listening = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8))?.split(separator: "\n") ?? []
    return listening.contains { line in
      let columns = line.split(separator: " ")
      return columns.count > 9 && columns[3] == "0A" && sockets.contains("socket:[\(columns[9])]")
    }
  }
}

/// nss_wrapper(1): names for addresses of loopback, for the processes that get its variables.
enum LocalNames {
  private static let library = "libnss_wrapper.so"

  static let isInstalled: Bool = {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
    return (folders.map { "/usr/lib/\($0)" } + ["/usr/lib"]).contains {
      FileManager.default.fileExists(atPath: "\($0)/\(library)")
    }
  }()

  /// What a process must have in its environment to find the names.
  static func variables(for names: [String], in folder: String) throws -> [String: String] {
    let hosts = "\(folder)/hosts"
    try Data(names.map { "127.0.0.1 \($0)\n" }.joined().utf8).write(to: URL(fileURLWithPath: hosts))
    return ["LD_PRELOAD": library, "NSS_WRAPPER_HOSTS": hosts]
  }
}
