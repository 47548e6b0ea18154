/// A variable place in a line: what it looks like to a pattern, and how one is made.
enum Field: String {
  case ip, user, word, number, hex, path, host, quoted, rest, gap, milliseconds, serverError, unit

  var pattern: String {
    switch self {
    case .ip: #"\d+\.\d+\.\d+\.\d+"#
    case .user: #"\S+"#
    case .word: #"\w+"#
    case .number: #"\d+"#
    case .hex: "[0-9a-f]+"
    case .path: #"/\S*"#
    case .host, .unit: #"[\w.-]+"#
    case .quoted: #"[^"]*"#
    case .rest, .gap: ".*"
    case .milliseconds: #"\d+(?:\.\d+)?"#
    case .serverError: #"5\d\d"#
    }
  }

  func append(to line: inout [UInt8], with generator: inout SeededGenerator) {
    switch self {
    case .ip:
      for part in 0..<4 {
        if part > 0 { line.append(0x2E) }
        Field.append(generator.number(below: 254) + 1, to: &line)
      }
    case .user: line += generator.pick(Field.users).utf8
    case .word, .rest: line += generator.pick(Field.words).utf8
    case .gap:
      for _ in 0..<generator.number(below: 4) {
        line.append(0x20)
        line += generator.pick(Field.words).utf8
      }
      line.append(0x20)
    case .number: Field.append(generator.number(below: 70_000), to: &line)
    case .hex: for _ in 0..<12 { line.append(Field.hexadecimal[generator.number(below: 16)]) }
    case .path:
      for _ in 0..<1 + generator.number(below: 3) {
        line.append(0x2F)
        line += generator.pick(Field.words).utf8
      }
    case .host: line += generator.pick(Field.hosts).utf8
    case .quoted: line += "\(generator.pick(Field.words)) \(generator.pick(Field.words))".utf8
    case .milliseconds:
      Field.append(generator.number(below: 9_000), to: &line)
      line.append(0x2E)
      Field.append(100 + generator.number(below: 900), to: &line)
    case .serverError: Field.append(500 + generator.number(below: 5), to: &line)
    case .unit: line += "\(generator.pick(Field.words)).service".utf8
    }
  }

  private static func append(_ number: Int, to line: inout [UInt8]) {
    line += String(number).utf8
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)
  private static let users = [
    "root", "admin", "deploy", "www-data", "alice", "bob", "carol", "git", "backup", "postgres", "oracle", "test",
  ]
  private static let hosts = [
    "web-1", "web-2", "db.example.org", "mail.example.org", "cache3", "node-17.internal", "gw", "host4.example.net",
    "build",
  ]
  private static let words = [
    "orders", "invoice", "session", "timeout", "report", "worker", "queue", "index", "customer", "payment", "search",
    "image",
    "profile", "upload", "export", "login", "error", "status", "config", "static", "assets", "checkout", "basket",
    "mailer",
    "sync", "archive", "thumbnail", "catalog", "shipping", "metrics", "health", "failed", "connection", "duration",
    "backup",
  ]
}
