package import Model

/// Finds the lines that rules see: one thread's, for one source.
package final class Recognizer {
  package init(_ rules: SourceRules) {}

  /// The events in a block of whole lines.
  package func recognize(
    _ block: UnsafeRawBufferPointer,
    origin: String,
    arrival: Instant,
    lineBefore: inout Instant?
  ) -> [LineEvent] {
    []
  }

  /// The event that one text is, with fields that came along with it (a chat's sender, a journal entry's unit); nil where no rule sees it.
  package func recognize(text: String, origin: String, time: Instant, fields: [String: String] = [:]) -> LineEvent? {
    nil
  }

  /// What each rule makes of a text, and why.
  package func explain(_ text: String, arrival: Instant) -> Explanation {
    Explanation(fields: [:], time: arrival, rules: [])
  }
}
