import Delivery
import FleepHooks
import FleepStandIn
import Foundation
import Model
import Testing

@Suite("The transport before a strict stand-in for Fleep", .timeLimit(.minutes(1)))
struct StandInTests {
  @Test("every encoding is taken without a word of complaint", arguments: HookMessage.Encoding.allCases)
  func encodings(encoding: HookMessage.Encoding) async throws {
    let text = "🔴 *DiskFull* web-1: größer & \"böse\" <x>\n:::\n100 % + a=b&c\n:::\n"
    try await withStandIn { standIn, hook in
      let message = HookMessage(text: text, user: "Jüri (web-1)")
      let outcome = await HookTransport(version: "1").post(message.encoded(as: encoding), to: hook)
      #expect(outcome == .delivered)
      let stored = try #require(standIn.messages(for: StandIn.key(1)).first)
      #expect(stored.text == text)
      #expect(stored.sender == "Jüri (web-1)")
    }
  }

  @Test("files arrive as they are, from memory and from the disk")
  func files() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "fleepd-\(UUID().uuidString).bin")
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try await withStandIn { standIn, hook in
      let message = HookMessage(
        text: "two files",
        files: [
          HookFile(name: "größe \"1\".txt", contentType: "text/plain", content: .bytes(Array("a\r\n--b\n".utf8))),
          HookFile(name: "chart.png", contentType: "image/png", content: .file(path: file.path)),
        ]
      )
      #expect(await HookTransport(version: "1").post(message.encoded(), to: hook) == .delivered)
      let stored = try #require(standIn.messages(for: StandIn.key(1)).first)
      #expect(stored.files.map(\.content) == [Array("a\r\n--b\n".utf8), bytes])
      #expect(stored.files.map(\.name) == ["größe '1'.txt", "chart.png"])
      #expect(stored.files.map(\.contentType) == ["text/plain", "image/png"])
    }
  }

  @Test("a key that was dropped is a hook that is gone, and the fault does not say the key")
  func dropped() async throws {
    try await withStandIn { standIn, hook in
      standIn.drop(key: StandIn.key(1))
      let outcome = await HookTransport(version: "1").post(HookMessage(text: "hello").encoded(), to: hook)
      guard case .gone(let fault) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(fault.status == 404)
      #expect(!"\(fault)".contains(StandIn.key(1)))
    }
  }

  private func withStandIn(_ body: (StandIn, HookDefinition) async throws -> Void) async throws {
    let standIn = StandIn()
    try await standIn.start()
    standIn.register(key: StandIn.key(1))
    try await body(standIn, HookDefinition(name: "ops", url: Secret(standIn.hookURL(StandIn.key(1)))))
    #expect(standIn.warnings.isEmpty, "\(standIn.warnings)")
    try await standIn.stop()
  }
}
