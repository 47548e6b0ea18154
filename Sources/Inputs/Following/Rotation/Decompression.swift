internal import CLinux
internal import Glibc
internal import Model
internal import SystemPackage

/// The text of a rotated log that was compressed before it was read to its end: a program writes it to a file without a name, which is then
/// read like any other.
///
/// A class without locks: the reading thread owns it, and waits for the program in poll(2).
final class Decompression {
  /// The name that the compressed file had last.
  private(set) var path: String
  /// Where reading of the text goes on, once it is there; nil: from its beginning, as long as nothing else is known.
  var position: FilePosition?
  /// Not before then: the file was still being written, or the text could not be made.
  var startsAt: ContinuousClock.Instant?
  /// Since its text could not be made, and until it is there, or given up.
  var fault: SourceFault?
  private let generation: Generation
  private var before: Freshness
  private var running: Running?

  private struct Running {
    let program: ChildProcess
    let compressed: FileDescriptor
    let text: FileDescriptor
    var complaint: [UInt8] = []
  }

  private static let longestComplaint = 512

  init(of generation: Generation, at position: FilePosition?) {
    (self.generation, self.position) = (generation, position)
    (path, before) = (generation.path, generation.status.freshness)
  }

  /// Why a text cannot be made.
  enum Failure: Error {
    /// The file is gone, or damaged, or nothing is known that undoes it.
    case lasting(String)
    /// Something is not to be had now: room, a program, a descriptor, a permission.
    case passing(String)
  }

  /// Whether the program has been started.
  var isStarted: Bool { running != nil }

  /// Starts the program; `folder` has room for the text, of which nothing is left there when it is closed.
  ///
  /// The program gets the file and not its name, which may be another soon.
  func start(in folder: String) throws(Failure) {
    let compressed = try open()
    do {
      running = try decompress(compressed, in: folder)
    } catch {
      try? compressed.close()
      throw error
    }
  }

  private func open() throws(Failure) -> FileDescriptor {
    do throws(Errno) {
      let descriptor = try generation.open()
      path = FileID.name(of: descriptor) ?? path
      return descriptor
    } catch {
      throw error == .noSuchFileOrDirectory ? .lasting("it is gone") : .passing("\(error)")
    }
  }

  private func decompress(_ compressed: FileDescriptor, in folder: String) throws(Failure) -> Running {
    guard let status = FileID.status(of: compressed), let compression = try? FileContent(compressed).compression()
    else { throw .lasting("it is of no kind that fleepd knows") }
    before = status.freshness
    let number = fleepd_nameless_file(folder)
    guard number >= 0 else { throw .passing("no file can be made there: \(Errno(rawValue: errno))") }
    let text = FileDescriptor(rawValue: number)
    do throws(Errno) {
      let program = try compression.decompress(compressed, writingTo: number)
      return Running(program: program, compressed: compressed, text: text)
    } catch {
      try? text.close()
      throw .passing("\(compression.program) cannot be started: \(error)")
    }
  }

  /// For poll(2): readable when the program complains or ends; -1 before it runs.
  var descriptor: Int32 { running?.program.output ?? -1 }

  /// What is not decompressed yet, roughly.
  var size: Int { Int(before.size) }

  enum Outcome {
    case running
    /// The descriptor of the whole text.
    case whole(FileDescriptor)
    /// The file was still being written: it may be whole later.
    case unfinished
    case failed(Failure)
  }

  /// Looks at what poll(2) said is there; a file to which something happened within `rest` before `now` may still be being written.
  func outcome(at now: Instant, rest: Duration) -> Outcome {
    guard let running else { return .running }
    var piece = [UInt8](repeating: 0, count: 512)
    let count = Glibc.read(running.program.output, &piece, piece.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return .running }
    if count > 0 {
      let room = Decompression.longestComplaint - running.complaint.count
      self.running?.complaint += piece.prefix(min(count, room))
      return .running
    }
    self.running = nil
    defer { try? running.compressed.close() }
    let exit = running.program.end()
    if exit == 0 {
      // The text is as old as the file, by which it is told from others.
      let time = timespec(nanoseconds: before.modified.nanoseconds)
      futimens(running.text.rawValue, [time, time])
      return .whole(running.text)
    }
    try? running.text.close()
    if let status = FileID.status(of: running.compressed), status.changed + rest > now { return .unfinished }
    // Nothing that a file holds makes such a program end by a signal: want of memory may.
    if exit < 0 { return .failed(.passing("the program was ended by signal \(-exit)")) }
    let said = String(decoding: running.complaint, as: UTF8.self).split(separator: "\n").first
    let reason = said.map(String.init) ?? "the program ended without a word"
    let isWithoutRoom = [ENOSPC, EDQUOT].contains { reason.contains("\(Errno(rawValue: $0))") }
    return .failed(isWithoutRoom ? .passing(reason) : .lasting(reason))
  }

  /// Ends the program before its time.
  func cancel() {
    guard let running else { return }
    self.running = nil
    running.program.end()
    try? running.text.close()
    try? running.compressed.close()
  }
}

extension timespec {
  fileprivate init(nanoseconds: Int64) {
    self.init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  }
}

extension Compression {
  /// Starts the program that decompresses an open file; the text goes to `file`, where there is one.
  fileprivate func decompress(_ compressed: FileDescriptor, writingTo file: Int32? = nil) throws(Errno) -> ChildProcess
  {
    try ChildProcess(
      [program, "-dc"],
      environment: CommandEnvironment.clean(from: [:]),
      readingFrom: compressed.rawValue,
      writingTo: file
    )
  }

  /// The first bytes of a compressed file's text, fewer where it is shorter; none where it is not compressed, or not to be decompressed.
  static func textBeginning(of descriptor: FileDescriptor, count: Int) -> [UInt8] {
    guard let compression = try? FileContent(descriptor).compression(),
      let program = try? compression.decompress(descriptor)
    else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let read = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(program.output, buffer.baseAddress?.advanced(by: filled), count - filled)
      }
      if read < 0, errno == EINTR { continue }
      guard read > 0 else { break }
      filled += read
    }
    return Array(bytes.prefix(filled))
  }
}
