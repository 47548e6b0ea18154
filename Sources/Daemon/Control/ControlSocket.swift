/// Where the running daemon listens for commands: a Unix socket, guarded by its permissions.
package enum ControlSocket {
  /// The name of the socket in its folder.
  package static let fileName = "control.sock"

  /// `$RUNTIME_DIRECTORY` of the unit, else the state folder; a command looks at both.
  package static func path(stateDirectory: String, environment: [String: String]) -> String {
    if let directory = environment["RUNTIME_DIRECTORY"]?.split(separator: ":").first {
      return "\(directory)/\(fileName)"
    }
    return "\(stateDirectory)/\(fileName)"
  }

  /// The places where a command looks for the daemon's socket, the likeliest first; without the state folder, where it is not known.
  package static func candidates(stateDirectory: String?, environment: [String: String]) -> [String] {
    let likeliest = stateDirectory.map { path(stateDirectory: $0, environment: environment) }
    return [likeliest, "/run/fleepd/\(fileName)"].compactMap { $0 }
  }
}
