import FoundationEssentials
import Glibc
import Ledger
import Model

/// A directory for one test, gone when the test is.
final class Scratch: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    chmod(path, 0o700)
    try? FileManager.default.removeItem(atPath: path)
  }

  var files: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

let noon = Instant(milliseconds: 1_795_500_000_000)

func item(
  _ text: String,
  hook: HookName = "ops",
  severity: Severity = .warning,
  alerts: [AlertBrief] = []
) -> OutboxItem {
  OutboxItem(hook: hook, kind: .alerts, queued: noon, severity: severity, text: text, alerts: alerts)
}

func brief(_ key: String) -> AlertBrief {
  AlertBrief(
    name: "Down",
    key: key,
    status: .firing,
    severity: .critical,
    startsAt: noon,
    endsAt: nil,
    count: 1,
    headline: "down"
  )
}

func post(_ items: [OutboxItem], form: Post.Form = .whole, mayBeRepeat: Bool = false) -> Post {
  Post(hook: items[0].hook, items: items, form: form, mayBeRepeat: mayBeRepeat, created: noon)
}

extension Ledger {
  /// All of the engine's records at once.
  var engineRecords: [String: [UInt8]] {
    get throws { try engineRecords { records in Dictionary(uniqueKeysWithValues: records.map { ($0.key, $0.value) }) } }
  }
}
