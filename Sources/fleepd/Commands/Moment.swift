import ArgumentParser
import Model

/// A moment as people give it on the command line.
enum Moment {
  static func read(_ text: String) throws -> Instant {
    guard let moment = Instant(rfc3339: text) else {
      throw ValidationError("'\(text)' is not a moment: write 2026-11-23T09:00:00Z")
    }
    return moment
  }
}
