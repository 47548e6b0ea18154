import Foundation
import Messages
import Model

/// A golden file: what happened, a ruler, and the message exactly as Fleep gets it.
///
/// Each line of the first part is a word that says what it is, and its value; lines about an alert follow its line.
/// Times are UTC and the machine is `web-1`. A U+200B, which makes text inert and shows nothing, is written as `¦`. A file with `UPDATE_GOLDEN` in the environment is written anew: read the difference.
struct Fixture {
  static let ruler = "----------------------------------------"

  let name: String
  private let path: URL
  private let input: [Substring]
  let expected: String

  static func all() throws -> [Fixture] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Golden")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try Fixture($0) }
  }

  private init(_ path: URL) throws {
    self.path = path
    name = path.deletingPathExtension().lastPathComponent
    let text = try String(contentsOf: path, encoding: .utf8)
    let parts = text.split(separator: "\(Fixture.ruler)\n", maxSplits: 1, omittingEmptySubsequences: false)
    input = parts[0].split(separator: "\n").filter { !$0.hasPrefix("#") }
    expected = parts.count == 2 ? String(parts[1]) : ""
  }

  /// The message that comes of the input, as this file's second part writes it.
  func message() throws -> String {
    var scene = Scene()
    for line in input {
      let words = line.split(separator: " ", maxSplits: 1)
      try scene.read(String(words[0]), words.count == 2 ? String(words[1]) : "")
    }
    return scene.message
  }

  func update(to message: String) throws {
    let text = try String(contentsOf: path, encoding: .utf8)
    let input = text.split(separator: "\(Fixture.ruler)\n", omittingEmptySubsequences: false)[0]
    try "\(input)\(Fixture.ruler)\n\(message)".write(to: path, atomically: true, encoding: .utf8)
  }
}
