import FoundationEssentials
import Glibc
import Inputs
import Model
import Testing

/// Whether a process still does anything: a zombie that nobody has reaped yet does not.
func isRunning(_ process: Int) -> Bool {
  guard let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
  return stat.split(separator: ")").last?.split(separator: " ").first != "Z"
}

func ends(_ process: Int) async throws -> Bool {
  let deadline = ContinuousClock.now + .seconds(60)
  while isRunning(process) {
    if ContinuousClock.now > deadline { return false }
    try await Task.sleep(for: .milliseconds(5))
  }
  return true
}

/// A file in which a command says that it runs, and as which process.
struct Marker {
  private let path = FileManager.default.temporaryDirectory.appendingPathComponent("marker-\(UUID().uuidString)").path

  /// What a shell has to do; renaming makes the file appear whole.
  var command: String { "echo $$ > \(path).new; mv \(path).new \(path)" }

  /// Waits until the command runs.
  var process: Int {
    get async throws {
      while !FileManager.default.fileExists(atPath: path) { try await Task.sleep(for: .milliseconds(5)) }
      defer { try? FileManager.default.removeItem(atPath: path) }
      return try #require(Int(String(contentsOfFile: path, encoding: .utf8).dropLast()))
    }
  }
}

@Suite("Running a command")
struct CommandRunnerTests {
  /// A time limit within which a shell has said something, on a busy machine too.
  private static let enough = Duration.seconds(5)
  private let runner = CommandRunner(environment: ["HOME": "/root", "TZ": "Europe/Tallinn"], grace: .milliseconds(200))

  private func run(
    _ command: [String],
    timeout: Duration = .minutes(2),
    outputLimit: Int = 64 << 10
  ) async -> CommandOutput {
    await runner.run(command, timeout: timeout, outputLimit: outputLimit)
  }

  private func shell(_ text: String, timeout: Duration = .minutes(2)) async -> CommandOutput {
    await run(["/bin/sh", "-c", text], timeout: timeout)
  }

  private func text(_ output: CommandOutput) -> String { String(decoding: output.output, as: UTF8.self) }

  @Test("Output, standard error and status come back")
  func plain() async {
    let output = await shell("echo out; echo err >&2; exit 3")
    #expect(output == CommandOutput(ending: .exited(3), output: Array("out\n".utf8), message: "err\n"))
  }

  @Test("A program is found by its name")
  func byName() async {
    let output = await run(["df", "--output=pcent", "/"])
    #expect(output.ending == .exited(0))
    #expect(text(output).contains("Use%"))
  }

  @Test("Bytes that are no UTF-8 come through")
  func bytes() async {
    #expect(await shell(#"printf '\377\000\376'"#).output == [255, 0, 254])
  }

  @Test("A death by signal is told from a status")
  func signal() async {
    #expect(await shell("kill -SEGV $$").ending == .signaled(Int(SIGSEGV)))
  }

  @Test(
    "What cannot be started is absent",
    arguments: [["/no/such/program"], ["no-such-program"], ["/etc/passwd"], []]
  )
  func absent(command: [String]) async {
    let output = await run(command)
    guard case .absent(let reason) = output.ending else {
      Issue.record("\(output)")
      return
    }
    #expect(!reason.isEmpty)
    #expect(reason.contains(command.first ?? "empty"))
  }

  @Test("The environment holds PATH, LANG, HOME and TZ only; the folder is the root; standard input is empty")
  func environment() async {
    setenv("CREDENTIALS_DIRECTORY", "/run/credentials/fleepd", 1)
    let output = await run(["env"])
    let names = text(output).split(separator: "\n").map { $0.prefix { $0 != "=" } }
    #expect(names.sorted() == ["HOME", "LANG", "PATH", "TZ"])
    #expect(text(output).contains("LANG=C.UTF-8"))
    #expect(text(await run(["pwd"])) == "/\n")
    #expect(await run(["cat"]).ending == .exited(0))
  }

  @Test("A command gets no files of the daemon")
  func files() async throws {
    let held = open("/proc/self/status", O_RDONLY)
    defer { close(held) }
    // 3 is the folder that ls itself has open.
    #expect(text(await run(["ls", "/proc/self/fd"])) == "0\n1\n2\n3\n")
  }

  @Test("A command is the leader of a session of its own")
  func session() async throws {
    let fields = text(await run(["cat", "/proc/self/stat"])).split(separator: " ")
    #expect(fields[0] == fields[4], "process group")
    #expect(fields[0] == fields[5], "session")
  }

  @Test("At its time limit a command is ended, and what it said is kept")
  func timeout() async throws {
    let clock = ContinuousClock()
    var output = CommandOutput(ending: .exited(0))
    let took = await clock.measure {
      output = await shell("echo $$; exec sleep 1000", timeout: Self.enough)
    }
    #expect(output.ending == .timedOut)
    let process = try #require(Int(text(output).split(separator: "\n").first ?? ""))
    #expect(try await ends(process))
    #expect(took < .seconds(60), "\(took)")
  }

  @Test("A command that ignores TERM is killed after the grace, with its children")
  func ignoresTerm() async throws {
    let output = await shell(
      "trap '' TERM; sleep 1000 & echo $$ $!; wait; wait; sleep 1000",
      timeout: Self.enough
    )
    #expect(output.ending == .timedOut)
    let processes = text(output).split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    #expect(processes.count == 2)
    for process in processes { #expect(try await ends(process)) }
  }

  @Test("A child that ignores TERM does not outlive a leader that obeys it")
  func childIgnoresTerm() async throws {
    let output = await shell(
      "(trap '' TERM; sleep 1000 & echo $!; wait; sleep 1000) & sleep 1000",
      timeout: Self.enough
    )
    let process = try #require(Int(text(output).split(separator: "\n").first ?? ""))
    #expect(try await ends(process))
  }

  @Test("What a command leaves running in the background is swept, and does not hold up its answer")
  func background() async throws {
    let clock = ContinuousClock()
    var output = CommandOutput(ending: .timedOut)
    let took = await clock.measure { output = await shell("sleep 1000 & echo $!") }
    #expect(output.ending == .exited(0))
    let process = try #require(Int(text(output).split(separator: "\n").first ?? ""))
    #expect(try await ends(process))
    #expect(took < .seconds(60), "\(took)")
  }

  @Test("Output over the limit is cut and marked, and the command still ends by itself")
  func cut() async {
    let output = await shell("head -c 300000 /dev/zero; echo end >&2; exit 4")
    #expect(output.ending == .exited(4))
    #expect(output.output.count == 64 << 10)
    #expect(output.isCut)
    #expect(output.message == "end\n")
  }

  @Test("Output of exactly the limit is not cut")
  func exact() async {
    let output = await shell("head -c 65536 /dev/zero")
    let isCut = output.isCut
    #expect(text(output).utf8.count == 64 << 10)
    #expect(!isCut)
  }

  @Test("Standard error is cut at 4 KiB")
  func longMessage() async {
    let output = await shell("head -c 10000 /dev/zero | tr '\\0' x >&2")
    #expect(output.message == String(repeating: "x", count: 4096) + "…")
  }

  @Test("A command that prints without end is ended at its time limit, the beginning of its output kept")
  func endless() async {
    let output = await run(["yes"], timeout: Self.enough * 3)
    #expect(output.ending == .timedOut)
    #expect(output.isCut)
    #expect(output.output.count == 64 << 10)
  }

  @Test("Cancelling ends the command and leaves no process")
  func cancelled() async throws {
    let marker = Marker()
    let process = try await withThrowingTaskGroup(of: CommandOutput.self) { group in
      group.addTask { await shell("\(marker.command); exec sleep 1000") }
      let process = try await marker.process
      group.cancelAll()
      return process
    }
    #expect(!isRunning(process))
  }

  @Test("Many runs leak no descriptor")
  func descriptors() async throws {
    func open() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    _ = await run(["true"])
    let before = try open()
    let runs = 150
    for _ in 0..<runs { _ = await run(["true"]) }
    // Other tests run at the same time, and have some of their own for a while.
    let deadline = ContinuousClock.now + .seconds(60)
    while try open() >= before + runs * 4 / 5, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try open() < before + runs * 4 / 5)
  }
}
