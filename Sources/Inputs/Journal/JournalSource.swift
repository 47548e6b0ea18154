internal import Glibc
internal import Model
internal import SystemPackage

/// A source that is the systemd journal.
///
/// A class without locks: the reading thread owns it.
final class JournalSource {
  let lines: SourceLines
  private let filter: JournalFilter
  private let folder: String?
  private let usesInotify: Bool
  private let report: (SourceReport) -> Void
  private var journal: Journal?
  private var cursor: JournalCursor?
  /// Reads that failed since the last one that did not.
  private var failures = 0
  /// When a journal that could not be read, or cannot be waited for, is opened again.
  private(set) var retryAt: ContinuousClock.Instant?
  /// Since when inotify has been wanted and was not to be had, and whether that was told.
  private var shortSince: ContinuousClock.Instant?
  private var hasToldShortage = false
  /// Whether there may be entries that have not been read.
  private(set) var isReady = true
  /// Since when there have been.
  private(set) var behindSince: Instant?

  /// Entries that are read before others have their turn.
  private static let turn = 500
  private static let retryInterval = Duration.seconds(5)
  /// Where inotify is not to be had, the journal is opened anew this often: only so are its new files found.
  private static let pollInterval = Duration.seconds(1)
  /// Fields that are handed to the rules, by the names that they have there.
  private static let fields = [
    (name: "SYSLOG_IDENTIFIER", field: "identifier"), (name: "PRIORITY", field: "priority"),
    (name: "_PID", field: "pid"), (name: "_HOSTNAME", field: "host"),
  ]

  init(
    _ lines: SourceLines,
    input: JournalInput,
    folder: String?,
    usesInotify: Bool = true,
    place: [UInt8]?,
    report: @escaping (SourceReport) -> Void
  ) {
    self.lines = lines
    self.folder = folder
    self.usesInotify = usesInotify
    self.report = report
    filter = JournalFilter(input)
    cursor = place.flatMap(JournalCursor.init)
  }

  /// Where the ledger keeps the place.
  var key: String { JournalSource.key(of: lines.name) }
  /// For poll(2); -1 while the journal is not open, or was heard of and has not been read yet: until then it would be readable.
  var descriptor: Int32 { isReady ? -1 : journal?.descriptor ?? -1 }
  /// What is wrong now.
  var faults: [SourceFault] { (failures > 0 ? [fault] : []) + (hasToldShortage ? [shortage] : []) }

  static func key(of source: SourceName) -> String { "journal/\(source)" }

  /// poll(2) said that something happened.
  func wake() {
    isReady = true
    behindSince = behindSince ?? lines.now()
  }

  /// Reads some entries; opens the journal where it is not open.
  func read(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    if journal == nil, let retryAt, now < retryAt { return }
    do throws(Errno) {
      let journal = if let journal { journal } else { try open() }
      try journal.process()
      isReady = try takeEntries(of: journal, into: &batch)
      if !isReady { behindSince = nil }
      worked()
      if journal.descriptor < 0, !isReady { poll(at: now) }
    } catch {
      failed(error, at: now)
    }
    if let cursor { batch.set(key, to: cursor.encoded()) }
  }

  /// Nothing will tell of more entries.
  private func poll(at now: ContinuousClock.Instant) {
    (journal, isReady, retryAt) = (nil, true, now + JournalSource.pollInterval)
  }

  /// Whether there are more entries than one turn takes.
  private func takeEntries(of journal: Journal, into batch: inout PendingBatch) throws(Errno) -> Bool {
    for _ in 0..<JournalSource.turn {
      guard try journal.next() else { return false }
      take(try journal.time(), of: journal, into: &batch)
      cursor = JournalCursor(cursor: try journal.cursor(), time: try journal.time())
    }
    return true
  }

  private func take(_ time: Instant, of journal: Journal, into batch: inout PendingBatch) {
    guard let unit = filter.unit(of: journal.field), let message = journal.field("MESSAGE") else { return }
    var fields = ["unit": unit]
    for (name, field) in JournalSource.fields { fields[field] = journal.field(name) }
    lines.take(text: message, origin: unit, time: time, fields: fields, into: &batch)
  }

  private func open() throws(Errno) -> Journal {
    if folder == nil { try JournalSource.checkAccess() }
    let journal = try Journal(folder: folder, usesInotify: usesInotify)
    // The field's name stands before its text.
    journal.limit(fieldsTo: lines.definition.maxLineLength.bytes + "MESSAGE=".utf8.count + 1)
    try place(journal)
    self.journal = journal
    noteShortage(usesInotify && journal.descriptor < 0)
    return journal
  }

  /// Tells of a shortage of inotify that lasts, and of its end.
  private func noteShortage(_ isShort: Bool) {
    let now = ContinuousClock.now
    shortSince = isShort ? shortSince ?? now : nil
    let lasts = shortSince.map { $0 + FileWatches.shortagePatience <= now } ?? false
    guard lasts != hasToldShortage else { return }
    hasToldShortage = lasts
    if lasts { lines.counts.faults += 1 }
    let shortage = FileWatches.Shortage.instances
    report(lasts ? shortage.began(of: lines.name) : shortage.ended(of: lines.name))
  }

  private func place(_ journal: Journal) throws(Errno) {
    guard let cursor else {
      try journal.seekEnd()
      let last = (try? journal.cursor()) ?? ""
      self.cursor = JournalCursor(cursor: last, time: (try? journal.time()) ?? .epoch)
      return
    }
    if cursor.cursor.isEmpty {
      try journal.seekBeginning()
    } else if failures > 1 {
      // The entry behind the last one cannot be read: go on behind its time.
      try journal.seek(after: cursor.time)
    } else if try !journal.seek(behind: cursor.cursor) {
      report(
        .began(
          lines.miss("journal", at: ContinuousClock.now),
          "The journal entry that was read last is gone; fleepd goes on with the oldest left."
        )
      )
    }
  }

  private func worked() {
    if failures > 0 { report(.ended(fault, "The journal can be read again.")) }
    (failures, retryAt) = (0, nil)
  }

  private func failed(_ error: Errno, at now: ContinuousClock.Instant) {
    failures += 1
    journal = nil
    retryAt = now + JournalSource.retryInterval
    guard failures == 1 else { return }
    lines.counts.faults += 1
    let advice =
      switch error {
      case .permissionDenied: "; fleepd's user has to be in the group systemd-journal"
      case .noSuchFileOrDirectory where folder == nil: "; systemd-journald keeps none on this machine, or does not run"
      default: ""
      }
    report(
      .began(
        fault,
        "The journal cannot be read (\(error))\(advice). fleepd tries again and says when it can."
      )
    )
  }

  private var shortage: SourceFault { FileWatches.Shortage.instances.fault(of: lines.name) }

  private var fault: SourceFault {
    SourceFault(kind: .unreadable, source: lines.name, path: "journal")
  }

  /// Throws where no journal of the system may be read, or none is there: sd_journal_open(3) opens none without an error.
  private static func checkAccess() throws(Errno) {
    var reason = Errno.noSuchFileOrDirectory
    for folder in ["/var/log/journal", "/run/log/journal"] {
      for name in GlobWalk.names(in: folder) {
        if access("\(folder)/\(name)/system.journal", R_OK) == 0 { return }
        if errno == EACCES { reason = .permissionDenied }
      }
      if errno == EACCES { reason = .permissionDenied }
    }
    throw reason
  }
}
