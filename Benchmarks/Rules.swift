/// The rules that are looked for: the first hundred as people write them, the others put together from a vocabulary.
enum Rules {
  static func templates(_ count: Int) -> [Template] {
    (written + assembled(count - written.count)).prefix(count).map { Template($0) }
  }

  private static func assembled(_ count: Int) -> [String] {
    var generator = SeededGenerator(seed: 7)
    var seen: Set<String> = []
    while seen.count < count {
      let service = generator.pick(services)
      let event = "\(generator.pick(verbs)) \(generator.pick(objects))"
      let reason = generator.pick(reasons)
      let template =
        switch generator.number(below: 8) {
        case 0: "\(service)[%number%]: \(event) %word:what%: \(reason)"
        case 1: "\(service): \(event)%gap%\(reason) code=%number:code%"
        case 2: "(?i)\(event)%gap%\(reason)"
        case 3: "\(event) for %user:user%%gap%from %ip:ip%%gap%\(reason)"
        case 4: "\(service)%gap%\(event)%gap%%number:ms% ms"
        case 5: "\(event): %rest:rest% (\(reason))"
        case 6: "^\(service) %word:id% \(event)%gap%\(reason)"
        default: "\(event)%gap%\(reason)%gap%status=%serverError:status%"
        }
      seen.insert(template)
    }
    return seen.sorted()
  }

  private static let services = [
    "authd", "billing", "broker", "cachefill", "collector", "crawler", "dispatch", "exporter", "fetchmail", "gateway",
    "indexer",
    "ldapproxy", "mirror", "notifier", "orchestrator", "paymentd", "proxyd", "replicator", "scheduler", "spooler",
    "storaged", "telemetry",
    "vaultd", "webhookd",
  ]
  private static let verbs = [
    "cannot allocate", "could not acquire", "rejected", "gave up on", "lost", "refused", "rolled back", "dropped",
    "corrupted", "abandoned",
    "failed to verify", "failed to parse", "failed to mount", "unable to reach", "error while closing",
    "timeout waiting for", "deadlock on",
    "overflow in", "mismatch of", "exhausted",
  ]
  private static let objects = [
    "lease", "shard", "checksum", "certificate", "replica", "snapshot", "journal segment", "token bucket", "license",
    "partition",
    "transaction", "socket buffer", "heartbeat", "quota", "manifest", "tablespace", "leader election",
    "schema migration", "payload",
    "thread pool", "file handle", "signature",
  ]
  private static let reasons = [
    "disk quota exceeded", "connection reset by peer", "permission denied", "no route to host", "broken pipe",
    "stale handle",
    "invalid signature", "unexpected end of file", "too many open files", "certificate expired", "version conflict",
    "out of range",
    "duplicate key", "read-only file system", "operation timed out", "resource busy",
  ]
}
