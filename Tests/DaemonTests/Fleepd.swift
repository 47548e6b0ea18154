import FleepStandIn
import Foundation
import Glibc
import Testing

/// The real program, in a folder of its own, with the stand-in as its Fleep.
///
/// The folder is removed and every process ended when the test is over.
final class Fleepd {
  let folder: String
  let fleep: StandIn
  /// What programs get beside the plainest environment.
  var variables: [String: String] = [:]
  private var processes: [Process] = []

  /// The folder has the files and the stand-in the hooks that a test names; `{name}-hook` holds a hook's address.
  init(hooks: [String] = ["ops"], settings: StandInSettings = StandInSettings(), files: [String: String]) async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("fleepd-\(UUID().uuidString)").path
    fleep = StandIn(settings: settings)
    try await fleep.start()
    for (index, hook) in hooks.enumerated() {
      fleep.register(key: StandIn.key(index + 1), hookName: hook)
      try write(fleep.hookURL(StandIn.key(index + 1)) + "\n", to: "\(hook)-hook")
    }
    for (name, text) in files { try write(text, to: name) }
  }

  /// A test that fails in the middle leaves no process behind.
  deinit {
    for process in processes where process.isRunning { process.terminate() }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Ends everything; to be called at the end of each test.
  func remove() async throws {
    for process in processes { await end(process, with: SIGTERM) }
    try await fleep.stop()
    try FileManager.default.removeItem(atPath: folder)
  }

  /// Sends a signal to a process and returns when it has ended.
  func end(_ process: Process, with signal: Int32) async {
    kill(process.processIdentifier, signal)
    // Waiting in the test's thread would hold up every other test.
    while process.isRunning { try? await Task.sleep(for: .milliseconds(2)) }
  }

  /// The key of the n-th hook, from 1.
  func key(_ number: Int = 1) -> String { StandIn.key(number) }

  /// Writes a file, readable by its owner only.
  func write(_ text: String, to name: String) throws {
    let path = "\(folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path,
      withIntermediateDirectories: true
    )
    #expect(
      FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    )
  }

  /// Appends to a log in one write.
  func append(_ text: String, to name: String) throws {
    let descriptor = open("\(folder)/\(name)", O_WRONLY | O_APPEND | O_CREAT, 0o600)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
  }

  /// Starts `fleepd run`, under another program where one is named that becomes it, and returns when it says that it follows.
  @discardableResult
  func start(_ arguments: [String] = [], under other: [String] = []) async throws -> Process {
    let command = ["run", "--config", "\(folder)/fleepd.yaml"] + arguments
    let process = try launch(command, log: "daemon.log", under: other)
    try await poll("fleepd follows") { try !process.isRunning || log().contains("Following") }
    let logged = try log()
    try #require(process.isRunning, "\(logged)")
    return process
  }

  /// Starts `fleepd run` with something done to its system calls, as strace(1)'s `inject=` says, on one file where it is named; returns
  /// at once.
  ///
  /// strace counts the calls of each thread by itself. It runs beside the daemon, so that the process is the daemon's own.
  func start(injecting injection: String, on path: String? = nil) throws -> Process {
    let calls = injection.prefix { $0 != ":" }
    let paths = path.map { ["-P", $0] } ?? []
    return try launch(
      ["run", "--config", "\(folder)/fleepd.yaml"],
      log: "daemon.log",
      under: ["strace", "-D", "-f", "-qq", "-o", "/dev/null"] + paths + [
        "-e", "trace=\(calls)", "-e", "inject=\(injection)",
      ]
    )
  }

  /// What the daemons of this test have logged since ``start(_:)`` was called last.
  func log() throws -> String { try String(contentsOfFile: "\(folder)/daemon.log", encoding: .utf8) }

  /// Runs a command to its end; standard error may be a terminal's, and the program may be run under another one.
  func run(
    _ arguments: [String],
    input: String = "",
    errorsOn terminal: PseudoTerminal? = nil,
    under other: [String] = []
  ) async throws -> (status: Int32, output: String, errors: String) {
    let process = process(arguments, under: other)
    let (standardInput, output, errors) = (Pipe(), "\(folder)/output", "\(folder)/errors")
    for path in [output, errors] { try Data().write(to: URL(fileURLWithPath: path)) }
    process.standardInput = standardInput
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = terminal?.end ?? FileHandle(forWritingAtPath: errors)
    try process.run()
    try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    return (
      process.terminationStatus, try String(contentsOfFile: output, encoding: .utf8),
      try String(contentsOfFile: errors, encoding: .utf8)
    )
  }

  /// Waits for something to be seen; fails the test where it does not come.
  func poll(_ what: String, timeout: Duration = .seconds(60), until condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + timeout
    while try await !condition() {
      try #require(ContinuousClock.now < deadline, "\(what) did not come to pass\n\((try? log()) ?? "")")
      try await Task.sleep(for: .milliseconds(2))
    }
  }

  private func launch(_ arguments: [String], log: String, under tracer: [String] = []) throws -> Process {
    let process = process(arguments, under: tracer)
    try Data().write(to: URL(fileURLWithPath: "\(folder)/\(log)"))
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: "\(folder)/\(log)")
    process.standardError = process.standardOutput
    try process.run()
    processes.append(process)
    return process
  }

  private func process(_ arguments: [String], under other: [String]) -> Process {
    let process = Process()
    process.executableURL = other.isEmpty ? Self.program : URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = other.isEmpty ? arguments : other + [Self.program.path] + arguments
    process.environment = environment
    return process
  }

  private var environment: [String: String] {
    ["PATH": "/usr/bin:/bin", "STATE_DIRECTORY": "\(folder)/state", "LANG": "C.UTF-8", "HOME": folder]
      .merging(variables) { _, new in new }
  }

  /// The program lies beside the tests.
  private static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("fleepd")
}
