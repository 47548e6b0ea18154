import Inputs
import Model
import Testing

@Suite("Files that are cut off", .timeLimit(.minutes(5)), .fewAtOnce)
struct TruncationTests {
  let folder = TemporaryFolder()

  @Test("A file that begins with the same banner again, and is longer than before at once, is read from its beginning")
  func sameBanner() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    let banner = "line of the banner\n"
    folder.append(banner + "line 1\nline 2\n", to: "a.log")
    _ = await lines.lines(3)
    let second = (10...40).map { "line \($0)\n" }
    folder.overwrite(banner + second.joined(), in: "a.log")
    #expect(await Array(lines.lines(35).dropFirst(3)) == (["line of the banner"] + (10...40).map { "line \($0)" }))
    #expect(await lines.status().counts.truncations == 1)
  }

  @Test("A file that is cut off in the middle of a line is read from its beginning")
  func middle() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\nline 2\nline 3\n", to: "a.log")
    _ = await lines.lines(3)
    folder.cutOff("a.log", to: 11)
    folder.append("4\n", to: "a.log")
    #expect(await Array(lines.lines(5).dropFirst(3)) == ["line 1", "line4"])
  }

  @Test("What was read before the cutting while nobody took it comes once, and the new lines after it")
  func heldUp() async throws {
    var settings = FollowingSettings()
    settings.waitingLines = 3
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    let old = (1...5).map { "line \($0)" }
    folder.append(old.map { $0 + "\n" }.joined(), to: "a.log")
    await lines.until(status: { $0.counts.lines == 5 })
    folder.overwrite("line new 1\nline new 2\n", in: "a.log")
    #expect(await lines.lines(7) == old + ["line new 1", "line new 2"])
    folder.append("line new 3\n", to: "a.log")
    #expect(await lines.lines(8).last == "line new 3")
  }

  @Test("What was not read of a log before the cutting is read in its compressed copy, though it is noticed late")
  func compressedCopy() async throws {
    var settings = FollowingSettings()
    settings.waitingLines = 3
    settings.turn = ByteCount(20)
    settings.pollInterval = .milliseconds(5)
    settings.compressionRest = .milliseconds(20)
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    let all = (1...100).map { "line \($0)" }
    folder.append(all.map { $0 + "\n" }.joined(), to: "a.log")
    await lines.until(status: { $0.counts.lines >= 3 })
    // Nobody takes a batch: looks go on, and reading waits.
    try await run(["cp", "-p", folder.path("a.log"), folder.path("copy")])
    try await run(["gzip", folder.path("copy")])
    folder.move("copy.gz", to: "a.log.1.gz")
    folder.cutOff("a.log")
    // More than the second that programs may be out of time with each other.
    try await Task.sleep(for: .seconds(1.5))
    folder.append("line of the new text\n", to: "a.log")
    #expect(await Set(lines.lines(101)) == Set(all + ["line of the new text"]))
    #expect(lines.texts.count == 101)
  }

  @Test("A log that is copied and cut off again and again is rotated, and not rewritten in place")
  func rotatedOften() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    for number in 1...15 {
      folder.append("line \(number)\n", to: "a.log")
      #expect(await lines.lines(number).last == "line \(number)")
      try await run(["cp", "-p", folder.path("a.log"), folder.path("a.log.\(number)")])
      folder.cutOff("a.log")
      await lines.until(status: { $0.counts.truncations == number })
    }
    #expect(await lines.status().faults.isEmpty)
    #expect(await lines.allReports().isEmpty)
  }

  @Test("A log whose symbolic link the pattern matches too is read once when it is cut off, and has one place")
  func withLink() async throws {
    folder.append("", to: "a.log")
    folder.link("b.log", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\nline 2\n", to: "a.log")
    _ = await lines.lines(2)
    folder.overwrite("line 3\n", in: "a.log")
    #expect(await lines.lines(3).last == "line 3")
    folder.append("line 4\n", to: "b.log")
    #expect(await lines.lines(4) == ["line 1", "line 2", "line 3", "line 4"])
    let positions = await lines.stop()
    #expect(positions.keys.filter { $0.hasPrefix("file/") }.count == 1)
  }

  @Test("A log that a compressed text is put into is no longer read, and is read again once it holds lines")
  func compressedInPlace() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.append("line 1\n", to: "copy")
    try await run(["gzip", folder.path("copy")])
    folder.overwrite("", in: "a.log")
    folder.write(folder.bytes(of: "copy.gz") + Array("\nline in gzip\n".utf8), to: "a.log")
    await lines.until(status: { $0.counts.truncations == 1 && $0.lag.bytes == 0 })
    folder.overwrite("line 2\n", in: "a.log")
    #expect(await lines.lines(2) == ["line 1", "line 2"])
  }
}
