import Dispatch
import Foundation
import Testing

/// The real logrotate, on one log of a folder.
struct Logrotate {
  let folder: TemporaryFolder
  let log: String
  /// The directives of one block, after those that make every call rotate.
  let directives: String

  static let program = "/usr/sbin/logrotate"

  /// Rotates once; waits on a thread of its own, since those of the tests are few.
  func rotate() async throws {
    let configuration = "\(folder.path(log)) {\nrotate 2000\nsize 1\nmissingok\n\(directives)\n}\n"
    try configuration.write(toFile: folder.path("rotate.conf"), atomically: true, encoding: .utf8)
    try await run([Logrotate.program, "-f", "-s", folder.path("rotate.state"), folder.path("rotate.conf")])
  }

  /// Every line that the log and its generations hold, compressed or not, and the half lines that they end with: what logrotate copies while it
  /// is being written may end anywhere.
  func kept() async throws -> (lines: [String], halfLines: [String]) {
    let end = "\u{0C}"
    try await run([
      "sh", "-c", "cd \(folder.path) && for file in \(log)*; do gzip -dcf $file; echo '\(end)'; done > kept",
    ])
    let lines = String(decoding: folder.bytes(of: "kept"), as: UTF8.self).split(separator: "\n").map(String.init)
    let ends = lines.filter { $0.hasSuffix(end) }.map { String($0.dropLast()) }
    return (lines.filter { !$0.hasSuffix(end) }, ends.filter { !$0.isEmpty })
  }
}

/// Runs a program to its end.
func run(_ command: [String]) async throws {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = command
  process.standardError = nil
  try process.run()
  await withCheckedContinuation { continuation in
    DispatchQueue.global().async {
      process.waitUntilExit()
      continuation.resume()
    }
  }
}
