import Foundation
import Glibc
import Inputs
import Model
import Testing

@Suite("Files that come back", .timeLimit(.minutes(5)))
struct ReturningTests {
  let folder = TemporaryFolder()

  @Test("Where the device has another number after a boot, files are known by their names and what they hold")
  func otherDeviceNumber() async throws {
    let first = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\nline 2\n", to: "a.log")
    folder.append("line 1\n", to: "b.log")
    _ = await first.lines(3)
    let positions = await first.stop()
    var status = stat()
    stat(folder.path("a.log"), &status)
    var moved: [String: [UInt8]] = [:]
    for (key, place) in positions {
      let text = String(decoding: place, as: UTF8.self)
      moved[key.replacing("/\(status.st_dev)-", with: "/\(status.st_dev + 1)-")] = Array(
        text.replacing("\"device\":\(status.st_dev)", with: "\"device\":\(status.st_dev + 1)").utf8
      )
    }
    folder.append("line 3\n", to: "a.log")
    let second = try await FollowedLines(files: folder.path("*.log"), positions: moved)
    folder.append("line 4\n", to: "b.log")
    #expect(Set(await second.lines(2)) == ["line 3", "line 4"])
    let last = await second.stop()
    #expect(second.texts.count == 2)
    #expect(last.keys.sorted() == positions.keys.sorted())
  }

  @Test("A file that comes back after its grace time is gone on with")
  func afterGrace() async throws {
    var settings = FollowingSettings()
    settings.renamedGrace = .milliseconds(20)
    folder.makeFolder("app")
    let lines = try await FollowedLines(files: folder.path("app/*.log"), settings: settings)
    folder.append("line 1\n", to: "app/a.log")
    _ = await lines.lines(1)
    folder.move("app", to: "away")
    await lines.until(status: { $0.files == 0 })
    folder.append("line 2\n", to: "away/a.log")
    folder.move("away", to: "app")
    folder.append("line 3\n", to: "app/a.log")
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 3"])
  }
}
