import ArgumentParser
import FleepHooks

struct Plaintext: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows an outgoing webhook's payload as plain text.",
    discussion: """
      Reads the JSON that Fleep posts to an outgoing webhook from standard input, and prints what people wrote: one line \
      for each sender, then the text, then a link for each attached file. Messages that Fleep's own software \
      would not show (system messages, edits, deleted ones) are left out.
      """
  )

  @Flag(name: .customLong("json"), help: "Print JSON: one object for each message, and why one was left out.")
  var json = false

  func run() throws {
    let payload: OutgoingPayload
    do {
      payload = try OutgoingPayload(json: StandardInput.bytes())
    } catch {
      Terminal.complain("standard input is no payload of an outgoing webhook: \(error)")
      throw SystemExit.dataError
    }
    if json {
      try Terminal.print(json: payload.messages)
    } else {
      Terminal.print(payload.plainText)
    }
  }
}
