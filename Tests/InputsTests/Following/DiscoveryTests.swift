import Glibc
import Inputs
import Model
import Testing

@Suite("Which files are followed", .timeLimit(.minutes(5)), .fewAtOnce)
struct DiscoveryTests {
  let folder = TemporaryFolder()

  @Test("A double slash is a single one, in a pattern and in an exclusion")
  func doubleSlash() async throws {
    let lines = try await FollowedLines(files: folder.path("/*.log"), exclude: [folder.path("/b.log")])
    folder.append("line excluded\n", to: "b.log")
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    #expect(await lines.status().files == 1)
  }

  @Test("Folders and sockets that match are passed over, and nothing is said of them")
  func otherKinds() async throws {
    folder.makeFolder("folder.log")
    #expect(mknod(folder.path("socket.log"), S_IFSOCK | 0o644, 0) == 0)
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\n", to: "a.log")
    #expect(await lines.lines(1) == ["line 1"])
    #expect(await lines.status().files == 1)
    #expect(await lines.allReports() == [])
  }

  @Test("Hundreds of empty files are followed without a word, and the first line of each comes")
  func emptyFiles() async throws {
    let count = 400
    for number in 0..<count { folder.append("", to: "\(number).log") }
    let lines = try await FollowedLines(files: folder.path("*.log"))
    for number in 0..<count { folder.append("line \(number)\n", to: "\(number).log") }
    #expect(Set(await lines.lines(count)).count == count)
    #expect(await lines.allReports() == [])
  }

  @Test("A file of one short line gives it at once, and again of a second file that begins alike")
  func shortFiles() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line of 20 bytes ...\n", to: "a.log")
    #expect(await lines.lines(1).count == 1)
    folder.append("line of 20 bytes ...\n", to: "b.log")
    #expect(await lines.lines(2).count == 2)
  }

  @Test("A file whose time says that it was written in centuries to come, or long ago, is read like any other")
  func farTimes() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    for (number, seconds) in [13_000_000_000, -5_000_000_000].enumerated() {
      folder.append("line \(number)\n", to: "\(number).log")
      let time = timespec(tv_sec: seconds, tv_nsec: 0)
      #expect(utimensat(AT_FDCWD, folder.path("\(number).log"), [time, time], 0) == 0)
    }
    #expect(Set(await lines.lines(2)) == ["line 0", "line 1"])
    let positions = await lines.stop()
    let restarted = try await FollowedLines(files: folder.path("*.log"), positions: positions)
    folder.append("line 2\n", to: "0.log")
    #expect(await restarted.lines(1) == ["line 2"])
  }

  @Test("A file whose name is no UTF-8 is told, since it cannot be followed; and so is its end")
  func otherName() async throws {
    let lines = try await FollowedLines(files: folder.path("*.log"))
    let name = Array(folder.path("caf").utf8CString.dropLast()) + [CChar(bitPattern: 0xE9)] + Array(".log".utf8CString)
    close(open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644))
    await lines.until(status: { $0.faults.map(\.path) == [folder.path("caf\u{FFFD}.log")] })
    unlink(name)
    await lines.until(status: \.faults.isEmpty)
    guard case .ended(_, let text)? = await lines.allReports().last else {
      Issue.record("the end was not reported")
      return
    }
    #expect(text.hasSuffix("caf\u{FFFD}.log is not there any more."))
  }

  @Test("A link that leads nowhere is waited for without a word, and the file of one that is removed has left its name")
  func deadLinks() async throws {
    var settings = FollowingSettings()
    settings.renamedGrace = .milliseconds(50)
    folder.link("a.log", to: "target")
    let lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    folder.append("line 1\n", to: "target")
    #expect(await lines.lines(1) == ["line 1"])
    folder.remove("a.log")
    folder.append("line 2\n", to: "target")
    #expect(await lines.lines(2) == ["line 1", "line 2"])
    await lines.until(status: { $0.files == 0 })
    folder.append("line late\n", to: "target")
    folder.append("line 3\n", to: "b.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    #expect(await lines.allReports() == [])
  }

  @Test("A long log is followed from its end without being read")
  func longLog() async throws {
    folder.append("line first\n", to: "a.log")
    folder.cutOff("a.log", to: 2 << 30)
    folder.append("\nline old\n", to: "a.log")
    let lines = try await FollowedLines(files: folder.path("a.log"))
    #expect(await lines.status().counts.bytes == 0)
    folder.append("line new\n", to: "a.log")
    #expect(await lines.lines(1) == ["line new"])
    #expect(await lines.status().counts.bytes == 9)
  }
}
