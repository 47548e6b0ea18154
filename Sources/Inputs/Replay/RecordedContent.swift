internal import Foundation
internal import Glibc

/// The text of a recorded file as a stream; a compressed one through the program that undoes it.
///
/// A class without locks: the reading thread owns it.
final class RecordedContent {
  /// What the text is read from.
  let descriptor: Int32
  private let path: String
  private let file: Int32
  private let program: (process: Process, output: Pipe, errors: Pipe)?

  init(_ recorded: RecordedFile) throws(RecordedFileError) {
    path = recorded.path
    file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw RecordedFileError(path: path, errno) }
    guard let compression = recorded.compression else {
      program = nil
      descriptor = file
      return
    }
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [compression.program, "-dc"]
    // The program reads from our own open file: its place there is how far it has come.
    process.standardInput = FileHandle(fileDescriptor: file, closeOnDealloc: false)
    process.standardOutput = output
    process.standardError = errors
    do {
      try process.run()
    } catch {
      close(file)
      throw RecordedFileError(path: path, reason: "\(compression.program) cannot be run: \(error)")
    }
    program = (process, output, errors)
    descriptor = output.fileHandleForReading.fileDescriptor
  }

  deinit {
    // A program whose output nobody reads on ends by a signal.
    if let program {
      try? program.output.fileHandleForReading.close()
      program.process.waitUntilExit()
    }
    close(file)
  }

  /// How many bytes of the file were read, compressed as they are.
  var place: Int { max(0, lseek(file, 0, SEEK_CUR)) }

  /// After the last byte: throws where that came too early, since the file is damaged.
  func end() throws(RecordedFileError) {
    guard let program else { return }
    program.process.waitUntilExit()
    guard program.process.terminationStatus != 0 else { return }
    let said = String(decoding: program.errors.fileHandleForReading.availableData, as: UTF8.self)
    let reason = said.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it is damaged"
    throw RecordedFileError(path: path, reason: reason)
  }
}
