import Glibc
import Inputs
import Model
import Testing

@Suite("Streams", .timeLimit(.minutes(5)), .fewAtOnce)
struct StreamTests {
  let folder = TemporaryFolder()

  private func follow(command: String...) async throws -> FollowedLines {
    try await FollowedLines([SourceDefinition(name: "events", input: .command(command))])
  }

  @Test("What a command prints is read line by line, and it is started again when it ends")
  func command() async throws {
    let lines = try await follow(
      command: "sh",
      "-c",
      "echo line 1; echo not; printf 'line %s' $((1+1)); echo line x >&2"
    )
    #expect(await Array(lines.lines(4).prefix(4)) == ["line 1", "line 2", "line 1", "line 2"])
    guard case .began(let fault, let text) = await lines.nextReport() else {
      Issue.record("nothing was reported")
      return
    }
    #expect(fault.path == "sh" && text.contains("ended with status 0"))
    _ = await lines.stop()
  }

  @Test("Stopping ends a command and all that it has started")
  func wholeGroup() async throws {
    let lines = try await follow(command: "sh", "-c", "trap '' TERM; sleep 1000 & echo line $! $$; wait; sleep 1000")
    let processes = await lines.lines(1)[0].split(separator: " ").dropFirst().compactMap { Int($0) }
    #expect(processes.count == 2)
    _ = await lines.stop()
    for process in processes { #expect(try await ends(process)) }
  }

  @Test("A command that cannot be started is told, and nothing else suffers")
  func missingCommand() async throws {
    let sources = [
      SourceDefinition(name: "events", input: .command(["/nonexistent/program"])),
      SourceDefinition(name: "log", input: .files(FileInput(patterns: [folder.path("*.log")]))),
    ]
    let lines = try await FollowedLines(sources)
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    #expect(await lines.status().faults.map(\.path) == ["/nonexistent/program"])
  }

  @Test("A FIFO goes on when one writer leaves and another comes")
  func fifo() async throws {
    mkfifo(folder.path("a.pipe"), 0o644)
    let lines = try await FollowedLines(files: folder.path("*.pipe"))
    folder.append("line 1\n", to: "a.pipe")
    #expect(await lines.lines(1) == ["line 1"])
    folder.append("line 2\nline", to: "a.pipe")
    folder.append(" 3\n", to: "a.pipe")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(lines.events.map(\.origin) == Array(repeating: folder.path("a.pipe"), count: 3))
  }
}
