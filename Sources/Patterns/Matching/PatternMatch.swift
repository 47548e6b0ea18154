/// Where a pattern matched, and what it captured.
///
/// It points into the event's bytes and the matcher's memory: use it before either changes. It cannot be copied, so that it is not kept by mistake.
package struct PatternMatch: ~Copyable {
  package let pattern: Pattern
  /// The bytes of the event that were searched.
  package let event: UnsafeRawBufferPointer
  /// The part that matched, counted in bytes from the event's start.
  package let range: Range<Int>

  /// Where a named capture lies in the event; nil where it took no part in the match.
  package func range(of name: String) -> Range<Int>? {
    nil
  }

  /// The text of a named capture, invalid UTF-8 shown as U+FFFD.
  package subscript(name: String) -> String? {
    range(of: name).map { String(decoding: event[$0], as: UTF8.self) }
  }

  /// All named captures that took part in the match.
  package var captures: [String: String] {
    [:]
  }
}
