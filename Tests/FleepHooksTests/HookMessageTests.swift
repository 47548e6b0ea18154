import FleepHooks
import Testing

@Suite("Messages for a hook")
struct HookMessageTests {
  private func bytes(_ message: HookMessage, as encoding: HookMessage.Encoding) -> String? {
    guard case .bytes(let bytes) = message.encoded(as: encoding).body else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("JSON has the message, and the sender where there is one")
  func json() {
    let request = HookMessage(text: "a\n\"b\" \\ \t& é").encoded()
    #expect(request.contentType == "application/json")
    #expect(bytes(HookMessage(text: "a\n\"b\" \\ \t& é"), as: .json) == #"{"message":"a\n\"b\" \\ \t& é"}"#)
    #expect(bytes(HookMessage(text: "a", user: "web-1"), as: .json) == #"{"message":"a","user":"web-1"}"#)
  }

  @Test("A form has the same, percent-encoded")
  func form() {
    #expect(bytes(HookMessage(text: "a b&c=d\né", user: "w 1"), as: .form) == "message=a+b%26c%3Dd%0A%C3%A9&user=w+1")
  }

  @Test("Files make parts, with names that hold no path")
  func multipart() {
    let chart = HookFile(name: "chart.png", contentType: "image/png", content: .file(path: "/tmp/chart.png"))
    let log = HookFile(name: "../a/\"b\".log\n", contentType: "text/plain", content: .bytes([65]))
    let request = HookMessage(text: "x", user: "u", files: [chart, log]).encoded(as: .json)
    #expect(request.contentType == "multipart/form-data")
    #expect(
      request.body
        == .multipart([
          HookPart(name: "message", content: .bytes([120])),
          HookPart(name: "user", content: .bytes([117])),
          HookPart(
            name: "files",
            filename: "chart.png",
            contentType: "image/png",
            content: .file(path: "/tmp/chart.png")
          ),
          HookPart(name: "files", filename: ".._a_'b'.log", contentType: "text/plain", content: .bytes([65])),
        ])
    )
  }

  @Test("Files without a text are told by their names")
  func filesAlone() {
    let file = HookFile(name: "chart.png", contentType: "image/png", content: .bytes([]))
    guard case .multipart(let parts) = HookMessage(text: " ", files: [file]).encoded().body else { return }
    #expect(parts.first?.content == .bytes(Array("chart.png".utf8)))
  }

  @Test(
    "A sender's name is one line of at most 128 characters, and none where it is blank",
    arguments: [
      (" web\n1 ", "web 1"), (" ", nil), ("\u{7}", nil),
      (String(repeating: "é", count: 130), String(repeating: "é", count: 128)),
    ]
  )
  func sender(_ user: String, _ sent: String?) {
    let field = sent.map { #","user":"\#($0)""# } ?? ""
    #expect(bytes(HookMessage(text: "a", user: user), as: .json) == #"{"message":"a"\#(field)}"#)
  }

  @Test("What Fleep drops is not sent, and line breaks are LF")
  func cleaning() {
    #expect(
      bytes(HookMessage(text: "a\r\nb\u{1B}\u{9B}\u{FFFF}"), as: .json) == #"{"message":"a\nb\#u{FFFD}\#u{FFFD}"}"#
    )
  }
}
