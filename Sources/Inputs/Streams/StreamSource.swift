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
  /// Whether nothing will come any more.
  private(set) var hasEnded = false
  /// When a stream that is not open is opened again.
  private(set) var openAt: ContinuousClock.Instant?
  /// What was read of a line, or of an event, whose end has not come.
  private(set) var half: [UInt8]
  /// When an event whose end has not come is taken as it is.
  private(set) var eventDeadline: ContinuousClock.Instant?
  private var splitter: LineSplitter
  private var lineBefore: Instant?
  private var child: ChildProcess?
  private var openedAt = ContinuousClock.now
  private var delay = RestartDelay()
  private var isFaulty = false

  /// `half` is what an earlier reader of the same stream had read of a line.
  init(_ lines: SourceLines, _ opening: StreamOpening, half: [UInt8] = [], report: @escaping (SourceReport) -> Void) {
    self.lines = lines
    self.opening = opening
    self.report = report
    self.half = half
    splitter = lines.splitter(forTextBeginningWith: half)
    if case .inherited(let number, _) = opening { descriptor = number } else { openAt = ContinuousClock.now }
  }

  /// A stream that is read once, to its end.
  convenience init(_ lines: SourceLines, descriptor: Int32, origin: String) {
    self.init(lines, .inherited(descriptor, origin: origin), report: { _ in })
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

  /// Opens what is to be open by now.
  func openIfDue(at now: ContinuousClock.Instant) {
    guard let due = openAt, now >= due else { return }
    (openAt, openedAt) = (nil, now)
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
      failed("cannot be opened (\(error))", at: now)
    }
  }

  /// Reads once what poll(2) said is there.
  func read(_ turn: Int, with buffer: ReadBuffer, into batch: inout PendingBatch) {
    buffer.put(half)
    let window = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[half.count..<(half.count + turn)])
    let count = Glibc.read(descriptor, window.baseAddress, window.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else { return end(into: &batch) }
    if isFaulty {
      isFaulty = false
      report(.ended(fault, "\(fault.path) gives lines again."))
    }
    let filled = UnsafeRawBufferPointer(rebasing: buffer.bytes[..<(half.count + count)])
    let done = splitter.split(filled, searched: half.count) { take($0, into: &batch) }
    half = Array(filled[done...])
    eventDeadline = lines.joiner.flatMap { half.contains(0x0A) ? ContinuousClock.now + $0.timeout : nil }
  }

  /// Hands over the lines of an open event once nothing more came in time.
  func closeEvent(at now: ContinuousClock.Instant, into batch: inout PendingBatch) {
    guard let deadline = eventDeadline, now >= deadline else { return }
    eventDeadline = nil
    guard let last = half.lastIndex(of: 0x0A) else { return }
    half[...last].withUnsafeBytes { splitter.finish($0) { take($0, into: &batch) } }
    half.removeSubrange(...last)
  }

  /// Ends the program, if there is one.
  func close() {
    if case .fifo = opening, descriptor >= 0 { Glibc.close(descriptor) }
    child = nil
    descriptor = -1
  }

  /// The stream has ended: what stands behind the last line feed is a line.
  private func end(into batch: inout PendingBatch) {
    half.withUnsafeBytes { splitter.finish($0) { take($0, into: &batch) } }
    (half, eventDeadline) = ([], nil)
    switch opening {
    case .inherited: hasEnded = true
    case .command:
      let status = child?.end() ?? 0
      failed(status < 0 ? "was ended by signal \(-status)" : "ended with status \(status)", at: ContinuousClock.now)
    case .fifo: failed("ended", at: ContinuousClock.now)
    }
    close()
  }

  private func failed(_ what: String, at now: ContinuousClock.Instant) {
    let pause = delay.delay(afterRunOf: openedAt.duration(to: now))
    openAt = now + pause
    guard !isFaulty else { return }
    isFaulty = true
    lines.counts.faults += 1
    report(.began(fault, "\(fault.path) \(what); fleepd opens it again in \(pause.spoken), later less often."))
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
