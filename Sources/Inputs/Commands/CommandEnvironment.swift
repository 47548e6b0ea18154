/// The environment of every command: the same under systemd, in a terminal and in a test.
///
/// Nothing else is handed on: the daemon's own variables lead to its credentials and to systemd's notification socket.
package enum CommandEnvironment {
  private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

  /// The variables for a command, given those of the daemon.
  package static func clean(from variables: [String: String]) -> [String: String] {
    var clean = ["PATH": path, "LANG": "C.UTF-8", "HOME": variables["HOME"] ?? "/"]
    clean["TZ"] = variables["TZ"]
    return clean
  }
}
