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

  @Test("What waits in a FIFO to be read is its lag")
  func lag() async throws {
    mkfifo(folder.path("a.pipe"), 0o644)
    var settings = FollowingSettings()
    settings.waitingLines = 1
    settings.turn = ByteCount(7)
    let lines = try await FollowedLines(files: folder.path("*.pipe"), settings: settings)
    folder.append((1...9).map { "line \($0)\n" }.joined(), to: "a.pipe")
    // Nobody takes the first line, and the second one fills what may wait.
    await lines.until(status: { $0.lag == ByteCount(49) && $0.behindSince != nil })
    #expect(await lines.lines(9).count == 9)
    await lines.until(status: { $0.lag == ByteCount(0) && $0.behindSince == nil })
  }

  @Test("A FIFO whose path is given to another is read empty, and the other one then, also what is written at once")
  func replacedFIFO() async throws {
    mkfifo(folder.path("a.pipe"), 0o644)
    let lines = try await FollowedLines(files: folder.path("*.pipe"))
    for number in 1...3 {
      folder.append("line \(number)", to: "a.pipe")
      mkfifo(folder.path("new"), 0o644)
      folder.move("new", to: "a.pipe")
    }
    folder.append("line 4\n", to: "a.pipe")
    #expect(await lines.lines(4) == ["line 1", "line 2", "line 3", "line 4"])
  }

  @Test("A reload leaves programs running and FIFOs open, and joins what was read of a line before and after")
  func reload() async throws {
    mkfifo(folder.path("a.pipe"), 0o644)
    let sources = [
      SourceDefinition(name: "events", input: .command(["sh", "-c", "printf 'line '; cat $0", folder.path("wait")])),
      SourceDefinition(name: "log", input: .files(FileInput(patterns: [folder.path("*.pipe")]))),
    ]
    mkfifo(folder.path("wait"), 0o644)
    var lines = try await FollowedLines(sources)
    let writer = open(folder.path("a.pipe"), O_WRONLY | O_CLOEXEC)
    let other = open(folder.path("wait"), O_WRONLY | O_CLOEXEC)
    for number in 1...3 {
      _ = write(writer, "line \(number)", 6)
      lines = try await FollowedLines(sources, after: lines)
      _ = write(writer, "\n", 1)
      #expect(await lines.lines(number).last == "line \(number)")
    }
    _ = write(other, "of a program\n", 13)
    #expect(await lines.lines(4).last == "line of a program")
    lines = try await FollowedLines(sources, after: lines)
    _ = write(other, "line again\n", 11)
    #expect(await lines.lines(5).last == "line again")
    close(writer)
    close(other)
  }

  @Test(
    "A reload does not bring back what was read of a line once, and goes on leaving out the rest of one that is too long"
  )
  func reloadWithinLine() async throws {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    var settings = FollowingSettings()
    settings.standardInput = ends[0]
    let source = SourceDefinition(name: "in", input: .standardInput, maxLineLength: ByteCount(256))
    let (long, rest) = ("line long " + String(repeating: "x", count: 400), " rest of the long line\n")
    var lines = try await FollowedLines([source], settings: settings)
    for text in ["line 1 be", "gins\nline 2\n", long, rest + "line 3\n", "line 4\n"] {
      _ = write(ends[1], text, text.utf8.count)
      lines = try await FollowedLines([source], after: lines, settings: settings)
    }
    let cut = String(long.prefix(256)) + " […]"
    #expect(await lines.lines(5) == ["line 1 begins", "line 2", cut, "line 3", "line 4"])
    close(ends[1])
    await lines.until(status: \.hasEnded)
    close(ends[0])
  }

  @Test("A reload ends a program whose source is gone")
  func reloadWithout() async throws {
    let lines = try await follow(command: "sh", "-c", "echo line $$; sleep 1000")
    let process = try #require(Int(await lines.lines(1)[0].dropFirst(5)))
    let others = try await FollowedLines(
      [SourceDefinition(name: "other", input: .command(["sleep", "1000"]))],
      after: lines
    )
    #expect(try await ends(process))
    _ = await others.stop()
  }

  @Test("A program that ends is started again, though what it has left behind holds its output open")
  func leftBehind() async throws {
    let lines = try await follow(command: "sh", "-c", "sleep 1000 & echo line $!; exit 3")
    let left = await lines.lines(2).compactMap { Int($0.dropFirst(5)) }
    #expect(try await ends(left[0]))
    guard case .began(_, let text) = await lines.nextReport() else {
      Issue.record("nothing was reported")
      return
    }
    #expect(text.contains("ended with status 3"))
    _ = await lines.stop()
  }

  @Test("A program that closes its output is ended, and that is what is told")
  func closesItsOutput() async throws {
    let lines = try await follow(command: "sh", "-c", "echo line; exec >&-; sleep 1000")
    #expect(await lines.lines(2) == ["line", "line"])
    guard case .began(_, let text) = await lines.nextReport() else {
      Issue.record("nothing was reported")
      return
    }
    #expect(text.contains("closed its output"))
    _ = await lines.stop()
  }

  @Test("A stream at full speed delays a file by a turn")
  func fairness() async throws {
    folder.append((0..<100_000).map { "line busy \($0)\n" }.joined(), to: "busy")
    var settings = FollowingSettings()
    (settings.waitingLines, settings.turn) = (10, ByteCount(1000))
    settings.standardInput = open(folder.path("busy"), O_RDONLY | O_CLOEXEC)
    let sources = [
      SourceDefinition(name: "in", input: .standardInput),
      SourceDefinition(name: "log", input: .files(FileInput(patterns: [folder.path("*.log")]))),
    ]
    let lines = try await FollowedLines(sources, settings: settings)
    await lines.until(status: { $0.counts.lines > 0 })
    folder.append("line quiet\n", to: "a.log")
    for _ in 0..<20 where !lines.texts.contains("line quiet") {
      // The reader has no room, and gets some for one turn.
      let read = await lines.status().counts.lines
      await lines.takeBatch()
      await lines.until(status: { $0.counts.lines > read })
    }
    let isRead = lines.texts.contains("line quiet")
    #expect(isRead)
    _ = await lines.stop()
    close(settings.standardInput)
  }
}
