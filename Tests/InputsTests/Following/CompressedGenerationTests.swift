import Model
import Testing

@testable import Inputs

@Suite("Generations that are compressed before they were read to their end", .timeLimit(.minutes(5)), .fewAtOnce)
struct CompressedGenerationTests {
  let folder = TemporaryFolder()

  @Test(
    "Of one that was compressed while nothing ran the rest is read, before the present file",
    arguments: [["gzip"], ["zstd", "--rm", "-q"], ["xz"], ["bzip2"]],
    ["a.log", "a.log*"]
  )
  func whileStopped(command: [String], pattern: String) async throws {
    let before = try await FollowedLines(files: folder.path(pattern))
    folder.append("line 1\nline 2\nline ha", to: "a.log")
    _ = await before.lines(2)
    let positions = await before.stop()
    folder.append("lf\nline 4\n", to: "a.log")
    folder.move("a.log", to: "a.log.1")
    try await run(command + [folder.path("a.log.1")])
    folder.append("line 5\n", to: "a.log")
    let after = try await FollowedLines(files: folder.path(pattern), positions: positions)
    #expect(await after.lines(3) == ["line half", "line 4", "line 5"])
    #expect(await after.allReports().isEmpty)
  }

  @Test("Several of them are read in their order, those that were never seen from their beginnings")
  func several() async throws {
    let before = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\nline 2\n", to: "a.log")
    _ = await before.lines(2)
    let positions = await before.stop()
    for number in 3...6 {
      folder.append("line \(number)\n", to: "a.log")
      folder.move("a.log", to: "a.log.\(9 - number)")
      try await run(["gzip", folder.path("a.log.\(9 - number)")])
    }
    folder.append("line 7\n", to: "a.log")
    let after = try await FollowedLines(files: folder.path("a.log"), positions: positions)
    #expect(await after.lines(5) == (3...7).map { "line \($0)" })
  }

  @Test(
    "One that is only just being made at the start is waited for without a word, and repeats nothing",
    arguments: [0, 2]
  )
  func beingMade(part: Int) async throws {
    let before = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await before.lines(1)
    let positions = await before.stop()
    for number in 2...3 {
      folder.append("line \(number)\n", to: "a.log")
      folder.move("a.log", to: "a.log.\(4 - number)")
    }
    folder.append("line 4\n", to: "a.log")
    try await run(["gzip", "-k", folder.path("a.log.1")])
    let compressed = folder.bytes(of: "a.log.1.gz")
    folder.cutOff("a.log.1.gz", to: part * compressed.count / 4)
    let after = try await FollowedLines(files: folder.path("a.log"), positions: positions)
    folder.write(Array(compressed.dropFirst(part * compressed.count / 4)), to: "a.log.1.gz")
    folder.remove("a.log.1")
    #expect(await after.lines(3) == ["line 2", "line 3", "line 4"])
    await after.until(status: { $0.lag == ByteCount(0) && $0.behindSince == nil })
    #expect(await after.allReports().isEmpty)
    #expect(after.texts.count == 3)
  }

  @Test("A kill while one is read, or made readable, repeats nothing and loses nothing", arguments: 0..<6)
  func kill(batches: Int) async throws {
    let count = 400
    var settings = FollowingSettings()
    settings.turn = ByteCount(500)
    settings.waitingLines = 20
    let before = try await FollowedLines(files: folder.path("a.log"), settings: settings)
    folder.append("line 0\n", to: "a.log")
    var seen = await before.lines(1)
    var positions = await before.stop()
    folder.append((1..<count).map { "line \($0)\n" }.joined(), to: "a.log")
    folder.move("a.log", to: "a.log.1")
    try await run(["gzip", folder.path("a.log.1")])
    folder.append("line \(count)\n", to: "a.log")
    for _ in 0..<3 {
      let lines = try await FollowedLines(files: folder.path("a.log"), positions: positions, settings: settings)
      for _ in 0..<batches { await lines.takeBatchIfThereIsOne(count + 1 - seen.count) }
      positions = await lines.kill()
      seen += lines.texts
    }
    let last = try await FollowedLines(files: folder.path("a.log"), positions: positions, settings: settings)
    await last.until(texts: count + 1 - seen.count)
    #expect(seen + last.texts == (0...count).map { "line \($0)" })
  }

  @Test("One that cannot be decompressed is told, and the present file is read")
  func damaged() async throws {
    let before = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await before.lines(1)
    let positions = await before.stop()
    folder.append((0..<20_000).map { "line \($0) of many\n" }.joined(), to: "a.log")
    folder.move("a.log", to: "a.log.1")
    try await run(["gzip", folder.path("a.log.1")])
    folder.cutOff("a.log.1.gz", to: folder.bytes(of: "a.log.1.gz").count - 100)
    folder.append("line last\n", to: "a.log")
    let after = try await FollowedLines(files: folder.path("a.log"), positions: positions)
    #expect(await after.lines(1) == ["line last"])
    guard case .began(let fault, let text)? = await after.allReports().first else {
      Issue.record("nothing was reported")
      return
    }
    #expect(fault == SourceFault(kind: .generationMissed, source: "log", path: folder.path("a.log")))
    #expect(text.contains("a.log.1.gz") && text.contains("unexpected end of file"))
  }

  /// Gives the places after line 1 of `a.log`, which is `a.log.1.gz` by now, with line 2 behind that.
  private func readLine1AndCompressLine2(in folder: TemporaryFolder) async throws -> [String: [UInt8]] {
    let before = try await FollowedLines(files: folder.path("a.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await before.lines(1)
    let positions = await before.stop()
    folder.append("line 2\n", to: "a.log")
    folder.move("a.log", to: "a.log.1")
    try await run(["gzip", folder.path("a.log.1")])
    return positions
  }

  @Test("One whose text cannot be made now is told and tried again, and what came after it is not held up by that")
  func tryAgain() async throws {
    let folder = TemporaryFolder(isPublic: true)
    let positions = try await readLine1AndCompressLine2(in: folder)
    folder.append("line 3\n", to: "a.log")

    var settings = FollowingSettings()
    settings.scratchFolder = folder.path("scratch")
    settings.decompressionRetry = .milliseconds(1)
    let reader = try await SteppedReader(files: folder.path("a.log"), positions: positions, settings: settings)
    await reader.step { $0.serve() }
    let fault = SourceFault(kind: .unreadable, source: "log", path: folder.path("a.log.1.gz"))
    #expect(await reader.texts() == ["line 3"])
    #expect(await reader.step { $0.statuses[0].faults } == [fault])
    folder.append("line 4\n", to: "a.log")
    await reader.step {
      $0.look(at: .now); $0.serve()
    }
    #expect(await reader.texts() == ["line 3", "line 4"])
    #expect(await reader.step { $0.statuses[0].counts.faults } == 1)

    folder.makeFolder("scratch")
    folder.setMode(0o777, of: "scratch")
    await reader.step { reader in
      reader.look(at: .now + .seconds(1))
      while reader.decompressing.first != nil { reader.wait(100) }
      reader.serve()
    }
    #expect(await reader.texts() == ["line 3", "line 4", "line 2"])
    #expect(await reader.step { $0.statuses[0].faults } == [])
  }

  @Test("Hundreds that were compressed while nothing ran are read once, whatever looks come later")
  func hundreds() async throws {
    let folder = TemporaryFolder(isPublic: true)
    let logs = 1...300
    let before = try await FollowedLines(files: folder.path("*.log"))
    for log in logs { folder.append("line 1 of \(log)\n", to: "\(log).log") }
    _ = await before.lines(logs.count)
    let positions = await before.stop()
    for log in logs {
      folder.append("line 2 of \(log)\n", to: "\(log).log")
      folder.move("\(log).log", to: "\(log).log.1")
    }
    try await run(["gzip", "-r", folder.path("")])
    var settings = FollowingSettings()
    settings.compressionRest = .zero
    settings.removedGrace = .zero
    let reader = try await SteppedReader(files: folder.path("*.log"), positions: positions, settings: settings)
    for _ in 0..<3 {
      await reader.step { reader in
        while reader.decompressing.first != nil { reader.wait(100) }
        reader.serve()
        reader.look(at: .now)
      }
    }
    #expect(await reader.texts().sorted() == logs.map { "line 2 of \($0)" }.sorted())
  }

  @Test("One that came, went and was compressed between two looks is read", arguments: ["a.log", "a.log*"])
  func betweenTwoLooks(pattern: String) async throws {
    let gate = Gate()
    let lines = try await FollowedLines(files: folder.path(pattern), now: gate.now)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    try await gate.shut { folder.append("line 2\n", to: "a.log") }
    for number in 3...5 {
      for generation in (0...number).reversed() {
        folder.move("a.log.\(generation).gz", to: "a.log.\(generation + 1).gz")
      }
      folder.move("a.log", to: "a.log.0")
      try await run(["gzip", folder.path("a.log.0")])
      folder.append("line \(number)\n", to: "a.log")
    }
    gate.open()
    #expect(await Set(lines.lines(5)) == Set((1...5).map { "line \($0)" }))
    folder.append("line 6\n", to: "a.log")
    #expect(await lines.lines(6).last == "line 6")
    #expect(await lines.allReports().isEmpty)
    #expect(lines.texts.count == 6)
  }

  @Test(
    "One that was made of a file that was closed to make room before it was read, and is gone now, is read, also after a kill",
    arguments: [false, true]
  )
  func closedBeforeItWasRead(isKilled: Bool) async throws {
    var settings = FollowingSettings()
    settings.openFiles = 1
    settings.waitingLines = 3
    settings.turn = ByteCount(20)
    settings.compressionRest = .milliseconds(20)
    var lines = try await FollowedLines(files: folder.path("*.log"), settings: settings)
    // Nobody takes a batch: looks go on, and reading waits.
    let busy = (1...100).map { "line \($0) of a busy log" }
    folder.append(busy.map { $0 + "\n" }.joined(), to: "busy.log")
    await lines.until(status: { $0.counts.lines >= 3 })
    folder.append("line 1\nline 2\n", to: "a.log")
    await lines.until(status: { $0.files == 2 })
    try await run(["gzip", "--keep", folder.path("a.log")])
    folder.move("a.log.gz", to: "a.log.1.gz")
    // The file itself is there until it has been looked into.
    try await Task.sleep(for: .milliseconds(200))
    folder.append("", to: "other.log")
    await lines.until(status: { $0.files == 3 })
    folder.remove("a.log")
    var texts: [String] = []
    if isKilled {
      // The ledger knows the file, and of no line of it.
      let isOfOther = { (place: [UInt8]) in String(decoding: place, as: UTF8.self).contains("/other.log\"") }
      while !lines.positions.contains(where: { $0.hasPrefix("file/") && isOfOther($1) }) { await lines.takeBatch() }
      let positions = await lines.kill()
      texts = lines.texts
      lines = try await FollowedLines(files: folder.path("*.log"), positions: positions)
    }
    texts += await lines.lines(102 - texts.count)
    #expect(Set(texts) == Set(busy + ["line 1", "line 2"]))
    #expect(texts.count == 102)
    #expect(await lines.allReports().isEmpty)
  }

  @Test("One that came and went between two looks and is nowhere is told")
  func gone() async throws {
    let gate = Gate()
    var settings = FollowingSettings()
    settings.unseenSearch = .milliseconds(50)
    let lines = try await FollowedLines(files: folder.path("a.log"), settings: settings, now: gate.now)
    folder.append("line 1\n", to: "a.log")
    _ = await lines.lines(1)
    try await gate.shut { folder.append("line 2\n", to: "a.log") }
    folder.makeFolder("elsewhere")
    for number in 3...4 {
      folder.move("a.log", to: "elsewhere/\(number)")
      folder.append("line \(number)\n", to: "a.log")
    }
    gate.open()
    guard case .began(let fault, _)? = await lines.nextReport() else { return }
    #expect(fault == SourceFault(kind: .generationMissed, source: "log", path: folder.path("a.log")))
    #expect(await lines.lines(3) == ["line 1", "line 2", "line 4"])
  }

  @Test(
    "One that was made from a followed file repeats nothing, whatever else of its log comes to light in the same look"
  )
  func madeFromClosedFile() async throws {
    let folder = TemporaryFolder(isPublic: true)
    let before = try await FollowedLines(files: folder.path("*.log"))
    folder.append("line 1\n", to: "a.log")
    _ = await before.lines(1)
    let positions = await before.stop()

    // The place of a log that cannot be read is kept, while the log is rotated.
    folder.setMode(0, of: "a.log")
    var settings = FollowingSettings()
    settings.openFiles = 1
    settings.compressionRest = .zero
    let reader = try await SteppedReader(files: folder.path("*.log"), positions: positions, settings: settings)
    folder.move("a.log", to: "a.log.1")
    folder.append("line 2\n", to: "a.log")
    await reader.step {
      $0.look(at: .now); $0.serve()
    }
    // Closes the other.
    folder.append("line 3\n", to: "b.log")
    await reader.step {
      $0.look(at: .now); $0.serve()
    }
    #expect(await reader.texts() == ["line 2", "line 3"])

    folder.move("a.log.1", to: "a.log.2")
    folder.move("a.log", to: "a.log.1")
    await reader.step {
      $0.wait(0); $0.serve()
    }
    folder.setMode(0o644, of: "a.log.2")
    try await run(["gzip", folder.path("a.log.1")])
    await reader.step { reader in
      reader.look(at: .now)
      // A text may be there before the file's turn.
      while reader.decompressing.first != nil { reader.wait(100) }
      reader.serve()
    }
    #expect(await reader.texts() == ["line 2", "line 3"])
  }

  @Test("One that was made from a file of which no line was read, and which is gone, is known by that after a kill")
  func madeFromUnreadFile() async throws {
    let folder = TemporaryFolder(isPublic: true)
    var settings = FollowingSettings()
    settings.openFiles = 1
    settings.compressionRest = .zero
    // Looks go on, and reading waits.
    settings.waitingLines = 0
    let before = try await SteppedReader(files: folder.path("*.log"), settings: settings)
    folder.append("line 1\nline 2\n", to: "a.log")
    await before.step { $0.look(at: .now) }
    try await run(["gzip", "--keep", folder.path("a.log")])
    folder.move("a.log.gz", to: "a.log.1.gz")
    await before.step { $0.look(at: .now) }
    // Closes it.
    folder.append("", to: "b.log")
    await before.step { $0.look(at: .now) }
    #expect(await before.texts() == [])
    folder.remove("a.log")
    settings.waitingLines = 100
    let after = try await SteppedReader(
      files: folder.path("*.log"),
      positions: await before.places(),
      settings: settings
    )
    await after.step { reader in
      reader.look(at: .now)
      while reader.decompressing.first != nil { reader.wait(100) }
      reader.serve()
    }
    #expect(await after.texts() == ["line 1", "line 2"])
  }

  @Test("A half line that a log began with, and that is in its compressed copy, comes once")
  func halfLine() async throws {
    var settings = FollowingSettings()
    settings.compressionRest = .zero
    settings.removedGrace = .zero
    let folder = TemporaryFolder(isPublic: true)
    let reader = try await SteppedReader(files: folder.path("*.log"), settings: settings)
    folder.append("line 1", to: "a.log")
    await reader.step {
      $0.look(at: .now); $0.serve()
    }
    try await run(["cp", "-p", folder.path("a.log"), folder.path("a.log.1")])
    folder.cutOff("a.log")
    folder.append("line 2\n", to: "a.log")
    try await run(["gzip", folder.path("a.log.1")])
    await reader.step { reader in
      for _ in 0..<3 {
        reader.look(at: .now)
        while reader.decompressing.first != nil { reader.wait(100) }
        reader.serve()
      }
    }
    #expect(await reader.texts().sorted() == ["line 1", "line 2"])
  }
}
