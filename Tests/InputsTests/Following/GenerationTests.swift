import Model
import SystemPackage
import Testing

@testable import Inputs

@Suite("Generations")
struct GenerationTests {
  let folder = TemporaryFolder()
  let line = "a line of the first generation\n"

  /// The place behind the only line of a file.
  private func position(in path: String) throws -> FilePosition {
    let bytes = Array(line.utf8)
    let id = FileID(try #require(FileID.status(of: path)))
    let tail = Fingerprint(bytes.suffix(FilePosition.tailLength))
    return FilePosition(path: path, id: id, offset: Int64(bytes.count), head: Fingerprint(bytes), tail: tail)
  }

  @Test(
    "A generation is looked into by the name that it has by then, though its own is another's",
    arguments: ["", ".gz"],
    [false, true]
  )
  func renamedAfterListing(ending: String, isReplaced: Bool) async throws {
    folder.append(line, to: "app.log.1")
    let position = try position(in: folder.path("app.log.1"))
    if !ending.isEmpty { try await run(["gzip", folder.path("app.log.1")]) }
    let listed = Generation.beside(folder.path("app.log"))
    let generation = try #require(listed.first)
    let birth = generation.birth
    folder.move("app.log.1\(ending)", to: "app.log.2\(ending)")
    if isReplaced { folder.append("another line\n", to: "app.log.1\(ending)") }

    #expect(listed.count == 1)
    let descriptor = try generation.open()
    defer { try? descriptor.close() }
    #expect(FileID.name(of: descriptor) == folder.path("app.log.2\(ending)"))
    #expect(generation.holds(position))
    #expect(generation.birth == birth)
    #expect(generation.readingError == nil)
    #expect(generation.textBeginning(count: 7) == (ending.isEmpty ? [] : Array("a line ".utf8)))
  }

  @Test("A generation that is gone is not another of its name")
  func removedAfterListing() throws {
    folder.append(line, to: "app.log.1")
    let position = try position(in: folder.path("app.log.1"))
    let generation = try #require(Generation.beside(folder.path("app.log")).first)
    // It keeps its number, so that no other file gets that.
    let descriptor = try generation.open()
    defer { try? descriptor.close() }
    folder.remove("app.log.1")
    folder.append(line, to: "app.log.1")

    #expect(!generation.holds(position))
    #expect(generation.readingError == .noSuchFileOrDirectory)
    #expect(throws: Errno.noSuchFileOrDirectory) { try generation.open() }
    #expect(generation.birth == nil)
  }
}
