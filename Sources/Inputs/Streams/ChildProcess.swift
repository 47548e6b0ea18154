internal import CLinux
internal import Glibc
internal import Model
internal import SystemPackage

/// A program that was started in a process group of its own, and the end of the pipe that it writes to.
///
/// posix_spawn(3) and not swift-subprocess: the reading thread waits for the pipe in poll(2) together with everything else.
final class ChildProcess {
  /// A program that runs, for whoever goes on with it.
  struct Running: Sendable {
    fileprivate let group: pid_t
    fileprivate let output: Int32
    fileprivate let exit: Int32
  }

  private let running: Running
  private var hasEnded = false
  private var isLeft = false

  /// What its standard output is read from, or, where that goes to a file, its standard error.
  var output: Int32 { running.output }
  /// For poll(2): readable when the program itself has ended, though what it had started may hold the pipe open; -1 where that is not to be had.
  var exit: Int32 { running.exit }

  /// Starts a program that is looked for in the clean environment's `PATH`; it reads `input`, where there is one, and what it prints goes to
  /// `file`, where there is one.
  init(
    _ command: [String],
    environment: [String: String],
    readingFrom input: Int32? = nil,
    writingTo file: Int32? = nil
  ) throws(Errno) {
    var ends: [Int32] = [-1, -1]
    guard fleepd_pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, file ?? ends[1], 1)
    if file != nil { posix_spawn_file_actions_adddup2(&actions, ends[1], 2) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )
    // Signals that the daemon blocks or ignores must not stay so in the program.
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
      close(ends[1])
    }

    var process = pid_t()
    let arguments = command.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    let result = posix_spawnp(&process, command.first ?? "", &actions, &attributes, arguments, variables)
    guard result == 0 else {
      close(ends[0])
      throw Errno(rawValue: result)
    }
    running = Running(group: process, output: ends[0], exit: fleepd_process(process))
  }

  /// Goes on with a program that another left.
  init(_ running: Running) {
    self.running = running
  }

  deinit {
    guard !isLeft else { return }
    end()
    close(output)
    if exit >= 0 { close(exit) }
  }

  /// Leaves the program as it is to another, who goes on with it.
  func leave() -> Running {
    isLeft = true
    return running
  }

  /// Whether the program ends by itself within some time: the end of its output comes a little before that.
  func ends(within time: Duration) -> Bool {
    guard exit >= 0 else { return true }
    var waited = pollfd(fd: exit, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, Int32(clamping: time.nanoseconds / 1_000_000)) > 0
  }

  /// Asks the whole group to end, kills what does not, and waits for the program; gives its exit status, negative for a signal.
  @discardableResult
  func end(within grace: Duration = .milliseconds(500)) -> Int {
    guard !hasEnded else { return 0 }
    hasEnded = true
    let group = running.group
    kill(-group, SIGTERM)
    var status: Int32 = 0
    let deadline = ContinuousClock.now + grace
    while waitpid(group, &status, WNOHANG) == 0 {
      if ContinuousClock.now >= deadline {
        kill(-group, SIGKILL)
        waitpid(group, &status, 0)
        break
      }
      usleep(1_000)
    }
    // What the program itself had started and left.
    kill(-group, SIGKILL)
    return status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -Int(status & 0x7F)
  }
}
