import ArgumentParser
import FleepStandIn
import Foundation

struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows the whole system on sample logs, with a local stand-in for Fleep.",
    discussion: """
      Starts the daemon with a configuration of its own in a temporary folder, writes lines to logs there at a human pace, polls two \
      commands of this machine, and shows each message as Fleep gets it. Nothing leaves this machine, and nothing stays on it.
      """
  )

  func run() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try await Demonstration(folder: folder.path).run()
  }
}
