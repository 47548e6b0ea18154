import FoundationEssentials
import Glibc
import Subprocess
import SystemPackage
import Threads

/// Runs one command to its end or to its time limit, and leaves no process of it behind.
///
/// Every command gets a session of its own, so that a signal to its group reaches its children and never the daemon.
/// A child that makes a session for itself escapes; under systemd it ends with the unit.
package struct CommandRunner: Sendable {
  /// How long a command has between TERM and KILL.
  package var grace: Duration
  /// Bytes of standard error that are kept.
  package var messageLimit: Int
  private let environment: [Environment.Key: String]

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    grace: Duration = .seconds(5),
    messageLimit: Int = 4 << 10
  ) {
    self.environment = Dictionary(
      uniqueKeysWithValues: CommandEnvironment.clean(from: environment).map { (.init(stringLiteral: $0.key), $0.value) }
    )
    self.grace = grace
    self.messageLimit = messageLimit
  }

  /// Runs a command; of its output, `outputLimit` bytes are kept.
  ///
  /// When the calling task is cancelled, the command is ended as it is at its timeout.
  package func run(_ command: [String], timeout: Duration, outputLimit: Int) async -> CommandOutput {
    await withTaskGroup(of: CommandOutput?.self) { group in
      group.addTask { await run(command, outputLimit: outputLimit) }
      group.addTask {
        try? await Sleep.pause(for: timeout)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      if let first { return first }
      // The time is over, or the task was cancelled: the command is being ended now, and what it said so far is kept.
      var ended = await group.next().flatMap { $0 } ?? CommandOutput(ending: .timedOut)
      ended.ending = .timedOut
      return ended
    }
  }

  private func run(_ command: [String], outputLimit: Int) async -> CommandOutput {
    guard let program = command.first else { return CommandOutput(ending: .absent(reason: "the command is empty")) }
    let output = OutputCollector(limit: outputLimit)
    let message = OutputCollector(limit: messageLimit)
    let ending: CommandOutput.Ending
    var leader: pid_t?
    defer {
      // The leader is gone; what it left running in its group goes too. While a member lives, the group's id is nobody else's.
      if let leader { kill(-leader, SIGKILL) }
    }
    do {
      let result = try await Subprocess.run(
        program.contains("/") ? .path(FilePath(program)) : .name(program),
        arguments: Arguments(Array(command.dropFirst())),
        environment: .custom(environment),
        workingDirectory: "/",
        platformOptions: options,
        input: .none,
        output: .sequence,
        error: .sequence
      ) { execution in
        leader = execution.processIdentifier.value
        async let errors: Void = message.collect(execution.standardError)
        await output.collect(execution.standardOutput)
        await errors
      }
      switch result.terminationStatus {
      case .exited(let code): ending = .exited(Int(code))
      case .signaled(let signal): ending = .signaled(Int(signal))
      }
    } catch {
      ending = .absent(reason: "\(program): \(error)")
    }
    return CommandOutput(
      ending: ending,
      output: output.bytes,
      isCut: output.isCut,
      message: message.text
    )
  }

  private var options: PlatformOptions {
    var options = PlatformOptions()
    options.createSession = true
    options.teardownSequence = [
      .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)
    ]
    return options
  }
}
