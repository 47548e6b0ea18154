import Testing

@testable import Inputs

@Suite("File patterns")
struct GlobTests {
  @Test(
    "A pattern matches",
    arguments: [
      ("/var/log/*.log", "/var/log/a.log"), ("/var//log/./*.log", "/var/log/a.log"), ("/a/**/x.log", "/a/x.log"),
      ("/a/**/x.log", "/a/b/c/x.log"), ("/a/{b,c{d,e}}/x", "/a/ce/x"), ("/a/[ab].log", "/a/b.log"),
      ("/a/x{1}.log", "/a/x{1}.log"), ("/a/.*", "/a/.hidden"), ("/a/?.log", "/a/b.log"),
    ]
  )
  func matches(pattern: String, path: String) {
    #expect(GlobPattern(pattern).matches(path))
  }

  @Test(
    "A pattern does not match",
    arguments: [
      ("/var/log/*.log", "/var/log/sub/a.log"), ("/a/*", "/a/.hidden"), ("/a/**/x", "/a/.git/x"), ("/a/{b,c}", "/a/d"),
      ("/a/[!ab]", "/a/b"), ("/a/b", "/a/b/c"),
    ]
  )
  func matchesNot(pattern: String, path: String) {
    #expect(!GlobPattern(pattern).matches(path))
  }

  @Test(
    "Rotated names are known by what they add",
    arguments: [
      ("app.log.1", "app.log"), ("app.log-20261124", "app.log"), ("app-2026-11-24.log", "app.log"),
      ("app.log.2.gz", "app.log"),
      ("app.log.old", "app.log"), ("app.log.gz", "app.log"), ("app.log-2026-11-24T10:00:00", "app.log"),
      ("app.log~", "app.log"), ("app.log-2026112410.backup", "app.log"),
    ]
  )
  func rotatedNames(name: String, base: String) {
    #expect(RotatedName(name, of: base) != nil)
  }

  @Test(
    "Other names are not",
    arguments: [("app2.log", "app.log"), ("app.log", "app.log"), ("app.logger", "app.log"), ("xapp.log.1", "app.log")]
  )
  func otherNames(name: String, base: String) {
    #expect(RotatedName(name, of: base) == nil)
  }
}
