import Foundation
import Inputs
import Model
import Testing

@Suite(
  "The real logrotate",
  .serialized,
  .timeLimit(.minutes(2)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/logrotate"), "needs logrotate")
)
struct LogrotateTests {
  let folder = TemporaryFolder()

  /// Rotates while a writer, which opens its log anew for every few lines, writes 20,000 lines.
  ///
  /// Where logrotate makes the new log, the writer must not: logrotate would rename it to `….backup`, and overwrite that the next time.
  @Test(
    "Under a fast writer every line comes exactly once",
    arguments: ["create", "nocreate", "create\ndateext\ndateformat -%Y%m%d-%s", "create\ncompress\ndelaycompress"],
    ["app.log", "app.log*"]
  )
  func renaming(mode: String, pattern: String) async throws {
    let count = 20_000
    let lines = try await FollowedLines(files: folder.path(pattern))
    folder.append("", to: "app.log")
    let rounds = 8
    for round in 0..<rounds {
      let numbers = (round * count / rounds)..<((round + 1) * count / rounds)
      let writer = Task.detached { [folder] in
        for start in stride(from: numbers.lowerBound, to: numbers.upperBound, by: 20) {
          let text = (start..<(start + 20)).map { "line \($0) of a fast writer\n" }.joined()
          folder.append(text, to: "app.log", makesFile: mode == "nocreate")
        }
      }
      try rotate(mode)
      await writer.value
      // What is compressed before it was ever seen is lost (docs/sources.md): logrotate leaves it a day, this test until it is read.
      if mode.contains("compress") { await lines.until(texts: numbers.upperBound) }
    }
    try rotate(mode)
    let texts = await lines.lines(count)
    #expect(texts.count == count)
    #expect(Set(texts).count == count)
    await lines.until(status: { $0.lag.bytes == 0 })
    #expect(await lines.stop().isEmpty == false)
    #expect(lines.texts.count == count)
  }

  @Test(
    "With copytruncate nothing comes twice, and what is lost is what logrotate lost",
    arguments: ["app.log", "app.log*"]
  )
  func copyTruncate(pattern: String) async throws {
    let count = 20_000
    let lines = try await FollowedLines(files: folder.path(pattern))
    folder.append("", to: "app.log")
    let writer = Task.detached { [folder] in
      for start in stride(from: 0, to: count, by: 20) {
        folder.append((start..<(start + 20)).map { "line \($0) of a fast writer\n" }.joined(), to: "app.log")
      }
    }
    for _ in 0..<4 { try rotate("copytruncate") }
    await writer.value
    folder.append("line last\n", to: "app.log")
    let kept = (["app.log"] + (1...9).map { "app.log.\($0)" }).flatMap { name in
      String(decoding: folder.bytes(of: name), as: UTF8.self).split(separator: "\n").map(String.init)
    }
    await lines.until { Set(kept).isSubset(of: lines.texts) }
    _ = await lines.stop()
    #expect(Set(lines.texts).count == lines.texts.count)
  }

  private func rotate(_ mode: String) throws {
    let configuration = "\(folder.path("app.log")) {\nrotate 99\nsize 1\nmissingok\n\(mode)\n}\n"
    try configuration.write(toFile: folder.path("rotate.conf"), atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/sbin/logrotate")
    process.arguments = ["-f", "-s", folder.path("rotate.state"), folder.path("rotate.conf")]
    process.standardError = nil
    try process.run()
    process.waitUntilExit()
  }
}
