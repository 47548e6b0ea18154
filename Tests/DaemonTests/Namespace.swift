import Foundation

/// Namespaces of a process's own, in which it may have other limits and mounts than the machine.
enum Namespace {
  /// A command that does what a shell is told to as root of the namespaces, and then becomes the program whose arguments follow.
  static func after(_ preparation: String) -> [String] {
    ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", "set -e; \(preparation); exec \"$0\" \"$@\""]
  }

  /// Whether this machine lets anybody have them.
  static let areAllowed: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = after(":") + ["true"]
    process.standardError = nil
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  /// Does something in the namespaces of a process.
  static func enter(_ process: Process, _ command: String) async throws {
    let other = Process()
    other.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    other.arguments = [
      "nsenter", "--target", "\(process.processIdentifier)", "--user", "--mount", "--preserve-credentials", "sh", "-c",
      command,
    ]
    try other.run()
    while other.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    guard other.terminationStatus == 0 else { throw CocoaError(.executableRuntimeMismatch) }
  }
}
