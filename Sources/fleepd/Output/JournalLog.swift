import FoundationEssentials
import Logging

/// The daemon's own log: one line per message on standard error.
///
/// Under systemd each line begins with the priority that its journal understands (sd-daemon(3)); elsewhere with the level.
struct JournalLog: LogHandler {
  static func logger(level: Logger.Level) -> Logger {
    let isJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
    var logger = Logger(label: "fleepd") { _ in JournalLog(isJournal: isJournal) }
    logger.logLevel = level
    return logger
  }

  let isJournal: Bool
  var logLevel: Logger.Level = .notice
  var metadata: Logger.Metadata = [:]

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.sorted { $0.key < $1.key }
    let details = all.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let text = details.isEmpty ? "\(event.message)" : "\(event.message) [\(details)]"
    let start = isJournal ? "<\(Self.priority(of: event.level))>" : "fleepd: \(event.level): "
    Terminal.report(start + text.replacing("\n", with: " | "))
  }

  private static func priority(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
