import ArgumentParser
import Daemon
import Foundation

/// The daemon that runs on this machine, found by its control socket.
struct RunningDaemon {
  private let sockets: [String]

  init(stateDirectory: String) {
    sockets = ControlSocket.candidates(
      stateDirectory: stateDirectory,
      environment: ProcessInfo.processInfo.environment
    )
  }

  /// The daemon's reply; nil where no daemon runs.
  ///
  /// Other failures end the command with a sentence.
  func askIfRunning(_ request: ControlRequest) throws -> ControlReply? {
    for socket in sockets {
      do {
        let reply = try ControlClient(path: socket).ask(request)
        guard case .refused(let reason) = reply else { return reply }
        Terminal.complain(reason)
        throw SystemExit.failure
      } catch let failure as ControlClient.Failure {
        guard case .notRunning = failure else {
          Terminal.complain("\(failure)")
          if case .notPermitted = failure { throw SystemExit.notPermitted }
          throw SystemExit.systemError
        }
      }
    }
    return nil
  }

  /// The daemon's reply; ends the command where no daemon runs.
  func ask(_ request: ControlRequest) throws -> ControlReply {
    if let reply = try askIfRunning(request) { return reply }
    Terminal.complain("fleepd is not running (no socket at \(sockets.joined(separator: " or ")))")
    throw SystemExit.unavailable
  }
}
