internal import Glibc
internal import Model
internal import SystemPackage

/// The thread that reads: it sleeps in poll(2) until something is written, comes or goes, or has to be looked at again.
final class InputReader {
  /// One for each source, in the order of the rules.
  let lines: [SourceLines]
  let sources: [FileSource]
  var streams: [StreamSource]
  var journals: [JournalSource]
  let settings: FollowingSettings
  let watches: FileWatches
  private let mounts = MountTable()
  let openFiles: OpenFiles
  let rotatedNames = RotatedNames()
  let now: () -> Instant
  let report: (SourceReport) -> Void
  private let control: ReaderControl
  private let mailbox: BatchMailbox
  let buffer: ReadBuffer
  let clock = ContinuousClock()

  var pending = PendingBatch()
  /// The places of what was handed over.
  private var places: [String: [UInt8]]
  /// What is read in each round, in its order.
  private var kinds = [Kind.files, .streams, .journals]
  /// Files that wait for their turn, each once.
  private var queue: [FollowedFile] = []
  /// Files with an event whose end has not come.
  var openEvents: [FollowedFile] = []
  /// Files whose texts are being decompressed.
  var decompressing: [FollowedFile] = []
  var schedule: LookSchedule
  var pauses: LookPauses
  private var lastHandover: ContinuousClock.Instant
  /// Whether every file has got its place: before, nothing is read.
  private(set) var isFollowing = false
  private var isStopping = false
  /// Whether a successor goes on where this one ends.
  private var hasSuccessor = false

  init(
    rules: [SourceRules],
    handover: LineInputs.Handover,
    control: ReaderControl,
    mailbox: BatchMailbox,
    settings: FollowingSettings,
    now: @escaping () -> Instant,
    report: @escaping (SourceReport) -> Void
  ) {
    lines = rules.map { SourceLines($0, now: now) }
    sources = lines.compactMap { [rotatedNames] lines in
      guard case .files(let input) = lines.definition.input else { return nil }
      return FileSource(lines, input: input, rotatedNames: rotatedNames)
    }
    streams = InputReader.streams(
      of: lines,
      left: handover.streams,
      standardInput: settings.standardInput,
      report: report
    )
    journals = lines.compactMap { lines in
      guard case .journal(let input) = lines.definition.input else { return nil }
      let place = handover.positions[JournalSource.key(of: lines.name)]
      return JournalSource(
        lines,
        input: input,
        folder: settings.journalFolder,
        usesInotify: settings.usesInotify,
        place: place,
        report: report
      )
    }
    places = handover.positions
    if let unread = handover.batch { pending = PendingBatch(unread) }
    self.control = control
    self.mailbox = mailbox
    self.settings = settings
    self.now = now
    self.report = report
    watches = FileWatches(usesInotify: settings.usesInotify)
    openFiles = OpenFiles(limit: settings.openFiles)
    let longestLine = lines.map(\.definition.maxLineLength.bytes).max() ?? 0
    buffer = ReadBuffer(capacity: settings.turn.bytes + longestLine + 2 * FilePosition.tailLength)
    lastHandover = clock.now
    schedule = LookSchedule(settings: settings, now: clock.now)
    pauses = LookPauses(slice: settings.lookSlice)
  }

  /// Reads until it is asked to stop; gives the places of what was handed over, and, where somebody goes on with it, what is open.
  func run() -> LineInputs.Handover {
    start()
    while !isStopping {
      wait(timeout)
      if schedule.isDue(at: clock.now) { look(at: clock.now) }
      serve()
    }
    for file in decompressing { file.decompression?.cancel() }
    openFiles.closeAll()
    return leave()
  }

  /// Gives every file its place.
  func start() {
    placeExistingFiles(by: places, at: clock.now)
    isFollowing = true
    readJournals()
    handOver(at: clock.now)
  }

  private func leave() -> LineInputs.Handover {
    defer { for stream in streams { stream.close() } }
    guard hasSuccessor else { return LineInputs.Handover(positions: places) }
    // What a stream gave is nowhere else, so that it is not read anew with the files.
    keepTexts()
    let batch = pending.batch
    for (key, place) in batch.positions { places[key] = place }
    return LineInputs.Handover(positions: places, batch: batch, streams: streams.compactMap { $0.leave() })
  }

  /// Puts a file at the end of the queue.
  func enqueue(_ file: FollowedFile) {
    guard !file.isReady, file.decompression == nil else { return }
    file.isReady = true
    if file.behindSince == nil { file.behindSince = now() }
    queue.append(file)
  }

  /// Ends following a file: its place is not needed any more.
  func forget(_ file: FollowedFile) {
    watches.unwatch(file)
    openFiles.close(file)
    file.source.remove(file)
    pending.set(file.key, to: nil)
  }

  /// Whether so much waits for the consumer that reading has to wait too; looking goes on.
  var isFull: Bool {
    pending.events.count >= settings.waitingLines || pending.textBytes >= settings.waitingText.bytes
  }

  /// Waits for something to do, for so many milliseconds at most (-1: for ever), and notes what there is.
  func wait(_ timeout: Int32) {
    sleep(timeout)
    answerRequests()
    noteHints()
  }

  /// Reads what there is, and hands it over.
  func serve() {
    takeTurns()
    closeEvents(at: clock.now)
    handOverWhatIsDue()
  }

  private func sleep(_ timeout: Int32) {
    for stream in streams { stream.openIfDue(at: clock.now, into: &pending) }
    var waited = PollSet()
    waited.add(control.wakeup.descriptor) { self.control.wakeup.clear() }
    waited.add(watches.descriptor) {}
    waited.add(mounts.descriptor, for: POLLPRI) {
      self.watches.distrustFolders()
      self.schedule.hint()
    }
    for journal in journals { waited.add(journal.descriptor) { journal.wake() } }
    for stream in streams where !stream.isReady {
      waited.add(stream.descriptor) { stream.wake() }
      waited.add(stream.exitDescriptor) { stream.programEnded(into: &self.pending) }
    }
    for file in decompressing { waited.add(file.decompression?.descriptor ?? -1) { self.takeText(of: file) } }
    waited.wait(timeout)
  }

  /// How long poll(2) may sleep, in milliseconds; -1: for ever.
  private var timeout: Int32 {
    let isAnyReady =
      !queue.isEmpty || streams.contains(where: \.isReady) || journals.contains { $0.isReady && $0.retryAt == nil }
    if !isFull && isAnyReady { return 0 }
    var deadline = schedule.next
    // A batch with lines goes when the mailbox has room, which wakes this thread.
    if pending.events.isEmpty && !pending.isEmpty && mailbox.hasRoom {
      deadline = min(deadline, lastHandover + settings.positionInterval)
    }
    for event in openEvents { deadline = min(deadline, event.eventDeadline ?? deadline) }
    for journal in journals { deadline = min(deadline, journal.retryAt ?? deadline) }
    for stream in streams { deadline = min(deadline, stream.eventDeadline ?? deadline, stream.openAt ?? deadline) }
    let wait = clock.now.duration(to: deadline)
    return wait <= .zero ? 0 : Int32(clamping: wait.nanoseconds / 1_000_000 + 1)
  }

  private func answerRequests() {
    for request in control.takeRequests() {
      switch request {
      case .status(let continuation): continuation.resume(returning: statuses)
      case .stop(let hasSuccessor): (isStopping, self.hasSuccessor) = (true, hasSuccessor)
      }
    }
  }

  /// One turn for each file, stream and journal that waits, so that a busy one delays the others by one turn only.
  ///
  /// Where one leaves no room, the next round goes on with those that had none.
  private func takeTurns() {
    for kind in kinds where !isFull {
      kinds.append(kinds.removeFirst())
      switch kind {
      case .files: readFiles()
      case .streams: readStreams()
      case .journals: readJournals()
      }
    }
  }

  private enum Kind {
    case files
    case streams
    case journals
  }

  private func readFiles() {
    let round = queue
    queue = []
    for (index, file) in round.enumerated() {
      if isFull {
        queue = round[index...] + queue
        return
      }
      file.isReady = false
      takeTurn(file)
      if !pending.events.isEmpty { handOver(at: clock.now) }
    }
  }

  private func takeTurn(_ file: FollowedFile) {
    // One that was given up meanwhile has none.
    guard file.source.files[file.id] === file else { return }
    if let earlier = file.unreadPredecessor {
      if earlier.awaitsText { return }
      enqueue(earlier)
      return enqueue(file)
    }
    file.predecessor = nil
    file.isInTurn = true
    defer { file.isInTurn = false }
    let known = file.freshness
    do throws(Errno) {
      guard try open(file) else { return file.departed == nil ? retry(file) : findAgain(file) }
      if file.mayBeCopy, try !settle(file) { return }
      // Asked before reading: what is written meanwhile makes the file look changed, and it is read again.
      file.freshness = file.descriptor.flatMap(FileID.status)?.freshness
      file.wantsTurn = false
      let offset = file.readOffset
      let reading = try file.read(settings.turn.bytes, with: buffer) { recognize($0, of: file) }
      if file.failure != nil {
        file.failure = nil
        // That it works again is told by the next look.
        schedule.retry(at: clock.now)
      }
      if file.readOffset != offset {
        pending.move(file)
        if file.departed != nil { file.departed = clock.now }
        waitForEvent(of: file)
      }
      switch reading {
      case .more: enqueue(file)
      case .atEnd: file.behindSince = nil
      case .replaced:
        if try !replace(file, readAt: known) {
          file.freshness = known
          retry(file)
        }
      }
    } catch {
      file.freshness = known
      // One that has left its name meanwhile is the next look's to deal with.
      if error != .noSuchFileOrDirectory && error != .notDirectory { file.failure = error }
      // A descriptor that has gone bad, as NFS lets them, stays so; a file without a name could not be opened again.
      if file.departed == nil { openFiles.close(file) }
      retry(file)
    }
  }

  /// What failed now may work soon: the next look finds that the file has to be read.
  private func retry(_ file: FollowedFile) {
    file.wantsTurn = true
    schedule.retry(at: clock.now)
  }

  func recognize(_ block: LineSplitter.Block, of file: FollowedFile) {
    file.source.lines.take(block, origin: file.path, lineBefore: &file.lineBefore, into: &pending)
  }

  private func handOverWhatIsDue() {
    let isDue = !pending.events.isEmpty || clock.now >= lastHandover + settings.positionInterval
    if isDue && !pending.isEmpty { handOver(at: clock.now) }
  }

  @discardableResult
  func handOver(at now: ContinuousClock.Instant) -> Bool {
    guard mailbox.hasRoom else { return false }
    keepTexts()
    let batch = pending.batch
    guard mailbox.offer(batch) else { return false }
    for (key, place) in batch.positions { places[key] = place }
    pending = PendingBatch()
    lastHandover = now
    return true
  }
}
