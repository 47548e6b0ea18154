internal import Glibc
internal import Model
internal import SystemPackage

/// One stream of bytes: standard input, what a program prints, a FIFO.
///
/// It has no places: what was read is gone from it. A class without locks: the reading thread owns it.
final class StreamSource {
  let lines: SourceLines
  private let opening: StreamOpening
  private let report: (SourceReport) -> Void
  /// For poll(2); -1 while the stream is not open.
  private(set) var descriptor: Int32 = -1
  /// Whether there is something to read.
  private(set) var isReady = false
  /// Since when there has been something unread.
  private(set) var behindSince: Instant?
  /// Whether nothing will come any more.
  private(set) var hasEnded = false
  /// When a stream that is not open is opened again.
  private(set) var openAt: ContinuousClock.Instant?
  /// What was read of a line, or of an event, whose end has not come.
  private var half: [UInt8] = []
  /// When an event whose end has not come is taken as it is.
  private(set) var eventDeadline: ContinuousClock.Instant?
  private var splitter: LineSplitter
  /// The first bytes, which tell the encoding; nil while nothing was read that counts.
  private var beginning: [UInt8]?
  private var lineBefore: Instant?
  private var child: ChildProcess?
  private var openedAt = ContinuousClock.now
  private var delay = RestartDelay()
  private var isFaulty = false

  init(_ lines: SourceLines, _ opening: StreamOpening, report: @escaping (SourceReport) -> Void) {
    self.lines = lines
    self.opening = opening
    self.report = report
    splitter = lines.splitter(forTextBeginningWith: [])
    if case .inherited(let number, _) = opening { descriptor = number } else { openAt = ContinuousClock.now }
  }

  /// A stream that is read once, to its end.
  convenience init(_ lines: SourceLines, descriptor: Int32, origin: String) {
    self.init(lines, .inherited(descriptor, origin: origin), report: { _ in })
  }

  /// A stream that another reader left open; nil where that has been taken.
  convenience init?(_ lines: SourceLines, goingOnWith open: OpenStream, report: @escaping (SourceReport) -> Void) {
    guard let state = open.take() else { return nil }
    self.init(lines, open.opening, report: report)
    (descriptor, child, openAt, openedAt) = (
      state.descriptor, state.program.map { ChildProcess($0) }, nil, state.openedAt
    )
    (half, beginning, lineBefore) = (state.half, state.beginning, state.lineBefore)
    splitter = lines.splitter(forTextBeginningWith: beginning ?? [], isInsideCutLine: state.isInsideCutLine)
    waitForEvent()
  }

  deinit {
    close()
  }

  /// What is wrong now.
  var faults: [SourceFault] { isFaulty ? [fault] : [] }

  /// The path of what is read; empty where it has none.
  var origin: String {
    switch opening {
    case .inherited(_, let path), .fifo(let path): path
    case .command: ""
    }
  }

  /// For poll(2): readable when a program has ended; -1 where there is none.
  var exitDescriptor: Int32 { child?.exit ?? -1 }

  /// Opens what is to be open by now.
  func openIfDue(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    if isReplaced { leaveFIFO(at: now, into: &batch) }
    guard let due = openAt, now >= due else { return }
    (openAt, openedAt, beginning) = (nil, now, nil)
    do throws(Errno) {
      switch opening {
      case .inherited(let number, _): descriptor = number
      case .command(let command):
        let child = try ChildProcess(command, environment: CommandEnvironment.clean(from: StreamSource.environment))
        (self.child, descriptor) = (child, child.output)
      case .fifo(let path):
        // Open for writing too, so that the last writer's leaving is not the end.
        descriptor = Glibc.open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Errno(rawValue: errno) }
      }
    } catch {
      failed("cannot be \(isProgram ? "started" : "opened") (\(error))", at: now)
    }
  }

  /// poll(2) said that something is there.
  func wake() {
    isReady = true
    behindSince = behindSince ?? lines.now()
  }

  /// What is written and not yet read.
  var unreadBytes: Int {
    var count: Int32 = 0
    return ioctl(descriptor, UInt(FIONREAD), &count) == 0 ? Int(count) : 0
  }

  /// Reads once what is there.
  func read(_ turn: Int, with buffer: ReadBuffer, into batch: inout PendingBatch) {
    isReady = false
    buffer.put(half)
    let window = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[half.count..<(half.count + turn)])
    let count = Glibc.read(descriptor, window.baseAddress, window.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else { return end(into: &batch) }
    if count < window.count || unreadBytes == 0 { behindSince = nil }
    if isFaulty {
      isFaulty = false
      report(.ended(fault, "\(fault.path) gives lines again."))
    }
    let filled = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<(half.count + count)])
    let searched = beginning == nil ? 0 : half.count
    let start = beginning == nil ? begin(with: filled) : 0
    let fresh = UnsafeRawBufferPointer(rebasing: filled[start...])
    let done = splitter.split(fresh, searched: searched) { take($0, into: &batch) }
    if done > 0 { beginning = beginning ?? Array(fresh.prefix(LineSplitter.beginning)) }
    half = Array(fresh[done...])
    waitForEvent()
  }

  /// Looks at how the stream begins; gives how much stands before its first line.
  private func begin(with bytes: UnsafeRawBufferPointer) -> Int {
    splitter = lines.splitter(forTextBeginningWith: bytes)
    let (nuls, mark) = splitter.leadingBytes(in: bytes, isBeginning: true)
    lines.counts.skippedNULs += nuls
    if mark > 0 { beginning = Array(bytes.prefix(LineSplitter.beginning)) }
    return nuls + mark
  }

  private func waitForEvent() {
    eventDeadline = lines.joiner.flatMap { half.contains(0x0A) ? ContinuousClock.now + $0.timeout : nil }
  }

  /// Hands over the lines of an open event once nothing more came in time.
  func closeEvent(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    guard let deadline = eventDeadline, now >= deadline else { return }
    eventDeadline = nil
    let feed = splitter.decoder?.lineFeed ?? .byte
    let end = half.withUnsafeBytes { bytes in
      let end = feed.lastEnd(after: 0, in: bytes) ?? 0
      splitter.finish(UnsafeRawBufferPointer(rebasing: bytes[..<end])) { take($0, into: &batch) }
      return end
    }
    half.removeSubrange(..<end)
  }

  /// A program has ended: once what it printed has been read, what it left behind is ended too, be its output open or not.
  func programEnded(into batch: inout PendingBatch) {
    if child != nil, !isReady, isReadEmpty { end(into: &batch) }
  }

  private var isReadEmpty: Bool {
    var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&waited, 1, 0) == 0
  }

  /// Leaves the stream to another reader; nil where it is not open.
  func leave() -> OpenStream? {
    guard descriptor >= 0, !hasEnded else { return nil }
    let state = OpenStream.State(
      descriptor: descriptor,
      program: child?.leave(),
      openedAt: openedAt,
      half: half,
      beginning: beginning,
      isInsideCutLine: splitter.isInsideCutLine,
      lineBefore: lineBefore
    )
    (child, descriptor) = (nil, -1)
    return OpenStream(of: lines.name, opening, state)
  }

  /// Ends the program, if there is one.
  func close() {
    if case .fifo = opening, descriptor >= 0 { Glibc.close(descriptor) }
    child = nil
    (descriptor, isReady, behindSince) = (-1, false, nil)
  }

  /// The stream has ended: what stands behind the last line feed is a line.
  private func end(into batch: inout PendingBatch) {
    finishHalf(into: &batch)
    switch opening {
    case .inherited: hasEnded = true
    case .command: failed(howItEnded, at: ContinuousClock.now)
    case .fifo: failed("ended", at: ContinuousClock.now)
    }
    close()
  }

  private func finishHalf(into batch: inout PendingBatch) {
    half.withUnsafeBytes { splitter.finish($0) { take($0, into: &batch) } }
    (half, eventDeadline) = ([], nil)
    splitter = lines.splitter(forTextBeginningWith: [])
  }

  /// How long after the end of its output a program may end by itself.
  private static let lastBreath = Duration.milliseconds(20)

  /// Ends a program that has no output any more, and all that it has started.
  private var howItEnded: String {
    guard let child else { return "ended" }
    let closedItsOutput = !child.ends(within: StreamSource.lastBreath)
    let status = child.end()
    if closedItsOutput { return "closed its output" }
    return status < 0 ? "was ended by signal \(-status)" : "ended with status \(status)"
  }

  /// Whether the FIFO is not the one that has its path by now, to which writers come.
  private var isReplaced: Bool {
    guard case .fifo(let path) = opening, descriptor >= 0, let status = FileID.status(of: path), status.isFIFO else {
      return false
    }
    return FileID.status(of: FileDescriptor(rawValue: descriptor)).map(FileID.init) != FileID(status)
  }

  /// Goes on with the FIFO that has the path now, once this one is read empty.
  private func leaveFIFO(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    guard isReadEmpty else { return }
    finishHalf(into: &batch)
    close()
    openAt = now
  }

  private func failed(_ what: String, at now: ContinuousClock.Instant) {
    let pause = delay.delay(afterRunOf: openedAt.duration(to: now))
    openAt = now + pause
    guard !isFaulty else { return }
    isFaulty = true
    lines.counts.faults += 1
    let again = isProgram ? "starts" : "opens"
    report(.began(fault, "\(fault.path) \(what); fleepd \(again) it again in \(pause.spoken), later less often."))
  }

  private var isProgram: Bool {
    if case .command = opening { true } else { false }
  }

  private var fault: SourceFault {
    let path =
      switch opening {
      case .inherited: "standard input"
      case .command(let command): command.first ?? ""
      case .fifo(let path): path
      }
    return SourceFault(kind: .unreadable, source: lines.name, path: path)
  }

  private func take(_ block: LineSplitter.Block, into batch: inout PendingBatch) {
    lines.take(block, origin: origin, lineBefore: &lineBefore, into: &batch)
  }

  private static var environment: [String: String] {
    ["HOME", "TZ"].reduce(into: [:]) { variables, name in variables[name] = getenv(name).map { String(cString: $0) } }
  }
}
