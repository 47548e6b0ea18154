import ArgumentParser
import Foundation
import Model

/// A moment as people give it on the command line.
enum Moment {
  static func read(_ text: String) throws -> Instant {
    guard let date = try? Date(text, strategy: .iso8601) else {
      throw ValidationError("'\(text)' is not a moment: write 2026-11-23T09:00:00Z")
    }
    return Instant(seconds: date.timeIntervalSince1970)
  }
}
