import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Adversity", .timeLimit(.minutes(5)), .fewAtOnce)
struct AdversityTests {
  let folder = TemporaryFolder()

  @Test("A capped log, rewritten for every line, gives each new line, few of the old ones again, and one notice")
  func cappedLog() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    let (count, cap) = (60, 20)
    for number in 0..<count {
      let kept = (max(0, number - cap + 1)...number).map { "line \($0)\n" }.joined()
      folder.overwrite(kept, in: "a.log")
      await lines.until { lines.texts.last == "line \(number)" }
    }
    #expect(Set(lines.texts) == Set((0..<count).map { "line \($0)" }))
    // Without the guard it would be twenty for each of the sixty.
    #expect(lines.texts.count < count + 11 * cap)
    let fault = SourceFault(kind: .rewritten, source: "log", path: folder.path("a.log"))
    #expect(await lines.status().faults == [fault])
    let began = await lines.allReports().compactMap { if case .began(let fault, _) = $0 { fault } else { nil } }
    #expect(began == [fault])
  }

  @Test("A file that an editor saves by renaming is a new file, and read from its beginning")
  func editorSave() async throws {
    let lines = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\nline 2\n", to: "a.log")
    _ = await lines.lines(2)
    folder.append("line 1\nline 2\nline 3\n", to: "a.log.new")
    folder.move("a.log.new", to: "a.log")
    #expect(await Array(lines.lines(5).dropFirst(2)) == ["line 1", "line 2", "line 3"])
    #expect(await lines.status().counts.rotations == 1)
  }

  @Test("More events than inotify's queue holds: nothing is lost")
  func overflow() async throws {
    let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let queue = try #require(Int(text.trimmingCharacters(in: .newlines)))
    try #require(queue <= 1 << 17)
    for name in ["a", "b"] { folder.append("", to: "\(name).log") }
    let gate = Gate()
    let lines = try await FollowedLines(files: folder.path("*.log"), now: gate.now)
    try await gate.shut { folder.append("line first\n", to: "a.log") }
    // Events that are alike and follow each other count as one: so in turn.
    let descriptors = ["a", "b"].map { open(folder.path("\($0).log"), O_WRONLY | O_APPEND) }
    for _ in 0...(queue / 2) { for descriptor in descriptors { write(descriptor, "x\n", 2) } }
    for descriptor in descriptors { close(descriptor) }
    // Of these inotify says nothing any more.
    folder.append("line last\n", to: "b.log")
    folder.append("line new\n", to: "c.log")
    gate.open()
    #expect(Set(await lines.lines(3)) == ["line first", "line last", "line new"])
  }

  @Test("A folder that is removed, or moved away, and made again is followed again")
  func folderReplaced() async throws {
    folder.makeFolder("app")
    folder.makeFolder("app/log")
    folder.append("", to: "app/log/a.log")
    let lines = try await FollowedLines(files: folder.path("app/log/*.log"))
    folder.append("line 1\n", to: "app/log/a.log")
    _ = await lines.lines(1)
    folder.move("app/log", to: "app/old")
    folder.append("line 2\n", to: "app/old/a.log")
    await lines.until(texts: 2)
    folder.makeFolder("app/log")
    folder.append("line 3\n", to: "app/log/a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
    folder.remove("app")
    folder.makeFolder("app")
    folder.makeFolder("app/log")
    folder.append("line 4\n", to: "app/log/b.log")
    #expect(await lines.lines(4).last == "line 4")
  }
}
