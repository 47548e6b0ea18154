import Inputs
import Model
import Testing

@Suite("Following files", .timeLimit(.minutes(5)), .fewAtOnce)
struct FollowingTests {
  let folder = TemporaryFolder()

  @Test("Two files get lines in turn: all come, each with its file")
  func twoFiles() async throws {
    folder.append("", to: "a.log")
    folder.append("", to: "b.log")
    let lines = try await FollowedLines(files: folder.path("*.log"))
    for number in 1...5 {
      folder.append("line a\(number)\n", to: "a.log")
      folder.append("line b\(number)\n", to: "b.log")
    }
    _ = await lines.lines(10)
    for name in ["a", "b"] {
      let own = lines.events.filter { $0.origin == folder.path("\(name).log") }.map(\.text)
      #expect(own == (1...5).map { "line \(name)\($0)" })
    }
  }

  @Test("At the first start what is there is read from its end, or from its beginning where the source says so")
  func firstStart() async throws {
    folder.append("line old\n", to: "a.log")
    let fromEnd = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line new\n", to: "a.log")
    #expect(await fromEnd.lines(1) == ["line new"])
    let fromBeginning = try await FollowedLines(files: folder.path("a.log"), from: .beginning)
    #expect(await fromBeginning.lines(2) == ["line old", "line new"])
  }

  @Test("A half line that stands at the end at the first start counts once it is whole")
  func halfLineAtFirstStart() async throws {
    folder.append("line old\nline ha", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("lf\n", to: "a.log")
    #expect(await lines.lines(1) == ["line half"])
  }

  @Test("A file that appears later is read from its first line")
  func fileAppears() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\nline 2\nline 3\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
  }

  @Test("Folders that appear later are found, with a file that had its first line at once")
  func foldersAppear() async throws {
    let lines = try await FollowedLines(files: folder.path("files/*/log/*log"))
    folder.makeFolder("files")
    folder.makeFolder("files/web")
    folder.makeFolder("files/web/log")
    folder.append("line 1\n", to: "files/web/log/access.log")
    #expect(await lines.lines(1) == ["line 1"])
  }

  @Test("A line that is written in two pieces is one line")
  func twoPieces() async throws {
    folder.append("", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line abc", to: "a.log")
    folder.append("line other\n", to: "b.log")
    await lines.until(status: { $0.counts.lines == 0 && $0.lag.bytes == 0 })
    folder.append(" def\n", to: "a.log")
    #expect(await lines.lines(1) == ["line abc def"])
  }

  @Test("An exclude pattern keeps a file out, and a file that two patterns match is read once")
  func exclude() async throws {
    let lines = try await FollowedLines(
      files: folder.path("*.txt"),
      folder.path("a.*"),
      exclude: ["a.*.txt"]
    )
    folder.append("line excluded\n", to: "a.b.txt")
    folder.append("line both\n", to: "a.txt")
    folder.append("line first\n", to: "c.txt")
    folder.append("line second\n", to: "a.c")
    #expect(await lines.lines(3).sorted() == ["line both", "line first", "line second"])
    #expect(await lines.status().files == 3)
  }

  @Test("After a rename the new file is read from its beginning, and what still comes to the old one counts")
  func renameRotation() async throws {
    folder.append("", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    folder.move("a.log", to: "a.log.1")
    folder.append("line 2\n", to: "a.log.1")
    folder.append("line 3\n", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    folder.append("line 4\n", to: "a.log.1")
    #expect(await lines.lines(4).last == "line 4")
  }

  @Test("A renamed file that the pattern still matches is not read again")
  func renameWithinPattern() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log*"))
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    for number in 2...5 {
      folder.move("a.log.1", to: "a.log.2")
      folder.move("a.log", to: "a.log.1")
      folder.append("line \(number)\n", to: "a.log")
      _ = await lines.lines(number)
    }
    #expect(lines.texts == (1...5).map { "line \($0)" })
  }

  @Test("Two names that are swapped do not repeat or lose a line")
  func swappedNames() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\n", to: "a.log")
    folder.append("line 2\n", to: "b.log")
    _ = await lines.lines(2)
    folder.move("a.log", to: "c")
    folder.move("b.log", to: "a.log")
    folder.move("c", to: "b.log")
    folder.append("line 3\n", to: "a.log")
    folder.append("line 4\n", to: "b.log")
    #expect(Set(await lines.lines(4)) == ["line 1", "line 2", "line 3", "line 4"])
  }

  @Test("A file that is cut off is read from its beginning", arguments: [3, 5, 20])
  func truncation(count: Int) async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    for number in 1...5 { folder.append("line \(number) of the first part\n", to: "a.log") }
    _ = await lines.lines(5)
    let second = (1...count).map { "line \($0) of another part" }
    folder.overwrite(second.map { $0 + "\n" }.joined(), in: "a.log")
    #expect(await Array(lines.lines(5 + count).dropFirst(5)) == second)
    #expect(await lines.status().counts.truncations == 1)
  }

  @Test("A half line at the end of a file that goes never joins the first line of the next")
  func halfLineAtRotation() async throws {
    var settings = FollowingSettings()
    settings.removedGrace = .milliseconds(20)
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    folder.append("line 1\nline ha", to: "a.log")
    _ = await lines.lines(1)
    folder.remove("a.log")
    folder.append("line next\n", to: "a.log")
    #expect(Set(await lines.lines(3)) == ["line 1", "line next", "line ha"])
  }

  @Test("A hard link and a symbolic link to a followed file add nothing")
  func links() async throws {
    folder.append("", to: "a.log")
    folder.hardLink("a.log", to: "b.log")
    folder.link("c.log", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\n", to: "a.log")
    folder.append("line 2\n", to: "c.log")
    folder.append("line 3\n", to: "b.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(await lines.status().files == 1)
  }

  @Test("A rotated file that has two names is read once, and the next one after it")
  func rotatedTwice() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.makeFolder("new")
    folder.append("line 3\n", to: "new/a.log")
    folder.append("line 2\n", to: "a.log")
    folder.hardLink("a.log", to: "a.log.1")
    folder.hardLink("a.log", to: "a.log.2")
    folder.move("new/a.log", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    folder.append("line 4\n", to: "a.log")
    #expect(await lines.lines(4).last == "line 4")
  }

  @Test("A symbolic link that is pointed elsewhere leads to the new file from its beginning")
  func retargetedLink() async throws {
    folder.append("", to: "one")
    folder.link("a.log", to: "one")
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "one")
    _ = await lines.lines(1)
    folder.append("line 2\nline 3\n", to: "two")
    folder.link("new", to: "two")
    folder.move("new", to: "a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
  }

  @Test("A rotated file that is compressed, under a name that the pattern matches, gives no line")
  func compressedWithinPattern() async throws {
    let lines = try await FollowedLines(files: folder.path("*"))
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.write([0x1F, 0x8B, 0x08, 0x00] + Array("line in gzip\n".utf8), to: "a.log.1.gz")
    folder.write([0x28, 0xB5, 0x2F, 0xFD] + Array("line in zstd\n".utf8), to: "unnamed")
    folder.append("line 2\n", to: "a.log")
    folder.append("line 3\n", to: "b.log")
    #expect(Set(await lines.lines(3)) == ["line 1", "line 2", "line 3"])
    await lines.until(status: { $0.files == 4 && $0.lag.bytes == 0 })
    #expect(await lines.status().counts.lines == 3)
  }

  @Test("Many more files than descriptors: every line comes, and few are open")
  func fewDescriptors() async throws {
    var settings = FollowingSettings()
    settings.openFiles = 8
    for number in 0..<200 { folder.append("", to: "\(number).log") }
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    for round in 0..<3 {
      for number in 0..<200 { folder.append("line \(round) \(number)\n", to: "\(number).log") }
    }
    #expect(Set(await lines.lines(600)).count == 600)
    let status = await lines.status()
    #expect(status.files == 200 && status.openFiles <= 8)
  }

  @Test("Without inotify everything is found by looking")
  func withoutInotify() async throws {
    var settings = FollowingSettings()
    settings.usesInotify = false
    settings.pollInterval = .milliseconds(5)
    folder.append("", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    folder.move("a.log", to: "a.log.1")
    folder.append("line 2\n", to: "a.log")
    folder.append("line 3\n", to: "b.log")
    #expect(Set(await lines.lines(3)) == ["line 1", "line 2", "line 3"])
  }
}
