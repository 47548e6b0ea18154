import Model
import Testing

@testable import Configuration

/// Whoever has a hook's address can post: it comes from a file that others cannot read, and nothing ever shows it.
@Suite struct SecretTests {
  static let key = "Z0Ph_W2LTVa8sgicQ5Gruw"

  private func load(hook: String, _ prepare: (Folder) throws -> Void = { _ in }, environment: [String: String] = [:])
    throws
    -> (Folder, LoadResult)
  {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks:\n  ops: \(hook)\n")
    try prepare(folder)
    return (folder, folder.load(environment: environment))
  }

  @Test("an address comes from the file beside the main file, without its line end")
  func fileBeside() throws {
    let (_, result) = try load(hook: "{url_file: ops}") {
      try $0.write("ops", "https://fleep.io/hook/\(Self.key)\n", permissions: 0o600)
    }
    #expect(result.diagnostics.isEmpty)
    #expect(result.configuration?.hooks.first?.url.revealed == "https://fleep.io/hook/\(Self.key)")
  }

  @Test("$CREDENTIALS_DIRECTORY comes first")
  func credentials() throws {
    let credentials = try Folder()
    try credentials.write("ops", "https://fleep.io/hook/first", permissions: 0o440)
    let (_, result) = try load(
      hook: "{url_file: ops}",
      { try $0.write("ops", "https://fleep.io/hook/second", permissions: 0o600) },
      environment: ["CREDENTIALS_DIRECTORY": credentials.path]
    )
    #expect(result.configuration?.hooks.first?.url.revealed == "https://fleep.io/hook/first")
  }

  @Test(
    "a file that others can read is refused; the group may",
    arguments: [(0o640, true), (0o644, false), (0o601, false)]
  )
  func permissions(mode: Int, accepted: Bool) throws {
    let (folder, result) = try load(hook: "{url_file: ops}") {
      try $0.write("ops", "https://fleep.io/hook/\(Self.key)", permissions: mode)
    }
    let complaint = "fleepd.yaml:2:19: error: '\(folder.path)/ops' can be read by others: chmod o= '\(folder.path)/ops'"
      .replacing("\(folder.path)/", with: "")
    #expect(folder.complaints(result) == (accepted ? [] : [complaint]))
  }

  @Test(
    "http is for loopback only, and an address leads to a hook",
    arguments: [
      ("https://fleep.io/hook/KEY", nil), ("http://127.0.0.1:8080/hook/KEY", nil), ("http://127.9.9.9/hook/KEY", nil),
      ("http://localhost/hook/KEY", nil), ("http://[::1]:80/hook/KEY", nil),
      ("http://fleep.io/hook/KEY", "http:// is for loopback addresses only"),
      ("http://127.0.0.1.evil.example/hook/KEY", "http:// is for loopback addresses only"),
      ("http://localhost.evil/hook/KEY", "http:// is for loopback addresses only"),
      ("http://[::1].evil.example/hook/KEY", "the hook's address has no valid host"),
      ("http://localhost:80.evil.example/hook/KEY", "the hook's address has no valid host"),
      ("http://127.0.0.1@evil.example/hook/KEY", "the hook's address has no valid host"),
      ("ftp://fleep.io/hook/KEY", "a hook's address begins with https://"),
      ("https://fleep.io/KEY", "a hook's address is a host, then /hook/ and the key"),
      ("https://fleep.io/x/hook/KEY", "a hook's address is a host, then /hook/ and the key"),
      ("https://fleep.io/hook/KEY?x=1", "a hook's key has letters, digits, '_' and '-' only"),
      ("https://fleep.io/hook/", "a hook's key has letters, digits, '_' and '-' only"),
      ("fleep.io/hook/KEY", "a hook's address begins with https://"),
      ("", "a hook's address begins with https://"),
      ("https:///hook/KEY", "the hook's address has no valid host"),
      ("https://fleep.io/hook/KEY KEY", "a hook's address is a host, then /hook/ and the key"),
    ] as [(String, String?)]
  )
  func addresses(address: String, complaint: String?) throws {
    let (folder, result) = try load(hook: "{url_file: ops}") { try $0.write("ops", address, permissions: 0o600) }
    let expected = complaint.map { ["fleepd.yaml:2:19: error: the address in 'ops' is wrong: \($0)"] } ?? []
    #expect(folder.complaints(result) == expected)
  }

  @Test(
    "where systemd gives no such credential, the line that its unit lacks is told",
    arguments: [
      ("ops", "CREDENTIALS_DIRECTORY", "ops", ""), ("ops", "NOTIFY_SOCKET", "ops", ""),
      ("secrets/ops-hook", "CREDENTIALS_DIRECTORY", "ops-hook", "name it 'ops-hook' here, "),
    ]
  )
  func missingCredential(name: String, variable: String, credential: String, renaming: String) throws {
    let credentials = try Folder()
    let (folder, result) = try load(hook: "{url_file: \(name)}", environment: [variable: credentials.path])
    let line = "LoadCredential=\(credential):\(folder.path)/\(name)"
    let advice =
      "the systemd unit has no credential '\(credential)': \(renaming)add the line \(line) to its [Service] section "
      + "(systemctl edit fleepd) and restart it"
    let complaint = "fleepd.yaml:2:19: error: '\(name)' cannot be read: No such file or directory; \(advice)"
    #expect(folder.complaints(result) == [complaint.replacing("\(folder.path)/", with: "")])
  }

  @Test("without systemd nothing is said of credentials")
  func noUnit() throws {
    let (folder, result) = try load(hook: "{url_file: ops}")
    #expect(folder.complaints(result) == ["fleepd.yaml:2:19: error: 'ops' cannot be read: No such file or directory"])
  }

  @Test("an address in the main file is a warning")
  func inline() throws {
    let (folder, result) = try load(hook: "{url: https://fleep.io/hook/\(Self.key)}")
    #expect(
      folder.complaints(result)
        == ["fleepd.yaml:2:14: warning: a hook's address is a secret: put it into a file of its own with 'url_file'"]
    )
    #expect(result.configuration != nil)
  }

  @Test(
    "no diagnostic shows a key, whatever is wrong around it",
    arguments: [
      "{url: https://fleep.io/hook/KEY, usr: x}", "{url: KEY}", "{url: 'KEY', rate_limit: {every: x}}",
      "{url: http://fleep.io/hook/KEY}", "{url: https://fleep.io/hok/KEY, max_length: many}",
      "{url: [https://fleep.io/hook/KEY]}",
      "{url: {a: https://fleep.io/hook/KEY}}", "{url: \"https://fleep.io/hook/KEY\\",
      "{uri: https://fleep.io/hook/KEY}",
      "{user: a, url: https://fleep.io/hook/KEY, url: https://fleep.io/hook/KEY}",
      "{url_file: https://fleep.io/hook/KEY}",
      "https://fleep.io/hook/KEY", "{rate_limit: https://fleep.io/hook/KEY}",
      "\n    url: https://fleep.io/hook/KEY\n   user: x",
      "\n    url: |\n      https://fleep.io/hook/KEY\n    usr: x", "{url: &a https://fleep.io/hook/KEY}",
      "{url: !!str https://fleep.io/hook/KEY}", "{url: https://fleep.io/hook/KEY/NAME?KEY, fallback: nobody}",
      "{url : KEY, a}", "{\"url\": \"KEY\", a: }",
    ]
  )
  func redaction(hook: String) throws {
    let (_, result) = try load(hook: hook.replacing("KEY", with: Self.key))
    #expect(!result.diagnostics.isEmpty)
    for diagnostic in result.diagnostics {
      #expect(!diagnostic.rendered().contains(Self.key.prefix(6)), "\(diagnostic.rendered())")
      #expect(!diagnostic.source.contains(Self.key.suffix(6)))
    }
  }

  @Test("what is not a secret stays readable")
  func notSecret() {
    let line = "annotations: {runbook_url: 'https://wiki.example/disk', summary: 'see url'}"
    #expect(Redaction.redacted(line) == line)
    #expect(Redaction.redacted("url: https://fleep.io/hook/KEY # c") == "url: https://fleep.io/******** # c")
  }
}
