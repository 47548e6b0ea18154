import ArgumentParser
import Daemon
import Foundation

/// The daemon that runs on this machine, found by its control socket.
struct RunningDaemon {
  private let sockets: [String]
  /// What can be said if no daemon is found, beside where it was looked for.
  private let hint: String

  init(stateDirectory: String) {
    self.init(stateDirectory: stateDirectory, hint: "")
  }

  /// A daemon at one of the usual places: its configuration cannot be read.
  init(withoutReading path: String) {
    self.init(stateDirectory: nil, hint: "; \(path) cannot be read, and may name another place")
  }

  private init(stateDirectory: String?, hint: String) {
    sockets = ControlSocket.candidates(
      stateDirectory: stateDirectory,
      environment: ProcessInfo.processInfo.environment
    )
    self.hint = hint
  }

  /// The daemon's reply; nil where no daemon runs.
  ///
  /// Other failures end the command with a sentence.
  func askIfRunning(_ request: ControlRequest) throws -> ControlReply? {
    // A state folder that nobody else may enter must not hide the socket in the runtime folder.
    var denied: ControlClient.Failure?
    for socket in sockets {
      do {
        let reply = try ControlClient(path: socket).ask(request)
        guard case .refused(let reason) = reply else { return reply }
        Terminal.complain(reason)
        throw SystemExit.failure
      } catch let failure as ControlClient.Failure {
        switch failure {
        case .notRunning: continue
        case .notPermitted: denied = denied ?? failure
        case .broken:
          Terminal.complain("\(failure)")
          throw SystemExit.systemError
        }
      }
    }
    guard let denied else { return nil }
    Terminal.complain("\(denied)")
    throw SystemExit.notPermitted
  }

  /// The daemon's reply; ends the command where no daemon runs.
  func ask(_ request: ControlRequest) throws -> ControlReply {
    guard let reply = try askIfRunning(request) else { throw absence() }
    return reply
  }

  /// Says that no daemon runs, and gives what a command ends with then.
  func absence() -> any Error {
    Terminal.complain("fleepd is not running (no socket at \(sockets.joined(separator: " or "))\(hint))")
    return SystemExit.unavailable
  }
}
