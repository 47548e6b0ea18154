internal import CLinux
internal import Glibc
internal import Model
internal import SystemPackage

/// The text of a rotated log that was compressed before it was read to its end: a program writes it to a file without a name, which is then
/// read like any other.
///
/// A class without locks: the reading thread owns it, and waits for the program in poll(2).
final class Decompression {
  let path: String
  /// Where reading of the text goes on, once it is there; nil: from its beginning.
  let position: FilePosition?
  /// Not before then: the file was still being written.
  var startsAt: ContinuousClock.Instant?
  private let before: Freshness
  private var running: (program: ChildProcess, text: FileDescriptor)?
  private var complaint: [UInt8] = []

  private static let longestComplaint = 512

  /// Nil where the file is gone.
  init?(of path: String, at position: FilePosition?) {
    guard let status = FileID.status(of: path) else { return nil }
    (self.path, self.position, before) = (path, position, status.freshness)
  }

  /// Whether the program has been started.
  var isStarted: Bool { running != nil }

  /// Starts the program; `folder` has room for the text, of which nothing is left there when it is closed.
  func start(in folder: String) throws(Errno) {
    guard let compression = Compression(ofFileAt: path) else { throw .invalidArgument }
    let number = fleepd_nameless_file(folder)
    guard number >= 0 else { throw Errno(rawValue: errno) }
    let text = FileDescriptor(rawValue: number)
    do {
      let command = [compression.program, "-dc", "--", path]
      let environment = CommandEnvironment.clean(from: [:])
      running = (try ChildProcess(command, environment: environment, writingTo: number), text)
    } catch {
      try? text.close()
      throw error
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
    case changed
    case failed(String)
  }

  /// Looks at what poll(2) said is there.
  func outcome() -> Outcome {
    guard let (program, text) = running else { return .running }
    var piece = [UInt8](repeating: 0, count: 512)
    let count = Glibc.read(program.output, &piece, piece.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return .running }
    if count > 0 {
      complaint += piece.prefix(min(count, Decompression.longestComplaint - complaint.count))
      return .running
    }
    running = nil
    if program.end() == 0 {
      // The text is as old as the file, by which it is told from others.
      let time = timespec(nanoseconds: before.modified.nanoseconds)
      futimens(text.rawValue, [time, time])
      return .whole(text)
    }
    try? text.close()
    if FileID.status(of: path)?.freshness != before { return .changed }
    let said = String(decoding: complaint, as: UTF8.self).split(separator: "\n").first
    return .failed(said.map(String.init) ?? "the program ended without a word")
  }

  /// Ends the program before its time.
  func cancel() {
    guard let (program, text) = running else { return }
    running = nil
    program.end()
    try? text.close()
  }
}

extension timespec {
  fileprivate init(nanoseconds: Int64) {
    self.init(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  }
}

extension Compression {
  /// How a file is compressed, by how it begins; nil where it is not, or cannot be read.
  init?(ofFileAt path: String) {
    guard let descriptor = try? OpenFiles.open(path) else { return nil }
    defer { try? descriptor.close() }
    guard let start = try? FileContent(descriptor).bytes(at: 0, count: 6) else { return nil }
    self.init(magic: start)
  }

  /// The first bytes of a compressed file's text, fewer where it is shorter; none where it is not compressed, or not to be decompressed.
  static func textBeginning(ofFileAt path: String, count: Int) -> [UInt8] {
    guard let compression = Compression(ofFileAt: path),
      let program = try? ChildProcess(
        [compression.program, "-dc", "--", path],
        environment: CommandEnvironment.clean(from: [:])
      )
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
