import Glibc

/// A program that is run to its end and measured.
struct Command {
  /// What a run took and printed.
  struct Result {
    /// User and system time of the program and its children.
    let cpuSeconds: Double
    /// From its start to its end.
    let wallSeconds: Double
    /// The most memory that it had at a time.
    let peakMegabytes: Double
    let output: String
  }

  let arguments: [String]

  init(_ arguments: String...) {
    self.arguments = arguments
  }

  /// Runs the program, what it prints going to a file at `path`.
  func run(outputAt path: String) throws -> Result {
    let output = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    if output < 0 { throw SystemError(call: "open \(path)") }
    defer { close(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)

    let begun = ContinuousClock.now
    var child: pid_t = 0
    var pointers = arguments.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    let failure = posix_spawnp(&child, arguments[0], &actions, nil, &pointers, environ)
    guard failure == 0 else {
      errno = failure
      throw SystemError(call: arguments[0])
    }
    var status: CInt = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 {
      if errno != EINTR { throw SystemError(call: "wait4") }
    }
    return Result(
      cpuSeconds: Command.seconds(usage.ru_utime) + Command.seconds(usage.ru_stime),
      wallSeconds: begun.duration(to: .now) / .seconds(1),
      peakMegabytes: Double(usage.ru_maxrss) / 1_000,
      output: String(decoding: try Input(path).read(64 << 20), as: UTF8.self)
    )
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }
}
