import FleepHooks
import Testing

@Suite("A hook's address and its key")
struct HookAddressTests {
  static let key = "Z0Ph_W2LTVa8sgicQ5Gruw"

  @Test("An address has an origin and a key, and describes itself without the key")
  func parts() throws {
    let address = try HookAddress("https://fleep.io/hook/\(Self.key)")
    #expect(address.key == Self.key)
    #expect(address.origin == "https://fleep.io")
    #expect("\(address)" == "https://fleep.io/hook/(hook key)")
    var dumped = ""
    dump(address, to: &dumped)
    #expect(!dumped.contains(Self.key))
  }

  @Test(
    "Addresses of loopback may use http, and old forms of path are kept",
    arguments: [
      "http://127.0.0.1:8080/hook/k", "http://localhost/hook/k", "http://[::1]:1/hook/k",
      "https://fleep.io/hook/k/plain/Ann",
    ]
  )
  func accepted(_ url: String) throws {
    #expect(try HookAddress(url).url == url)
  }

  @Test(
    "What is no hook's address is refused with a reason",
    arguments: [
      ("ftp://fleep.io/hook/k", HookAddressError.scheme), ("", .scheme), ("https:///hook/k", .host),
      ("https://fleep.io@evil.example/hook/k", .host), ("http://fleep.io/hook/k", .insecure),
      ("http://127.evil.example/hook/k", .insecure), ("https://fleep.io/", .path), ("https://fleep.io/hook/k?a", .key),
      ("https://fleep.io/hook/", .key), ("https://fleep.io/hook/k/a?b", .path), ("https://fleep.io/hook/k\n", .path),
    ]
  )
  func refused(_ url: String, _ error: HookAddressError) {
    #expect(throws: error) { try HookAddress(url) }
  }

  @Test("Keys are replaced wherever they stand in a text")
  func redaction() {
    let text = "POST /hook/\(Self.key) é\(Self.key)\(Self.key)"
    #expect(
      HookKey.redact(in: text, keys: [Self.key]) == "POST /hook/(hook key) é(hook key)(hook key)"
    )
    #expect(HookKey.redact(in: "abc ab", keys: ["ab", "abc", ""]) == "(hook key) (hook key)")
    #expect(HookKey.redact(in: "nothing here", keys: [Self.key]) == "nothing here")
  }
}
