/// Where a pattern matched, and what it captured.
///
/// It points into the event's bytes and the matcher's memory: use it before either changes. It cannot be copied, so that it is not kept by mistake.
package struct PatternMatch: ~Copyable {
  package let pattern: Pattern
  /// The bytes of the event that were searched.
  package let event: UnsafeRawBufferPointer
  /// Two offsets per group, the whole match first; both are -1 (`PCRE2_UNSET`) for a group that took no part.
  private let offsets: UnsafePointer<Int>

  init(pattern: Pattern, event: UnsafeRawBufferPointer, offsets: UnsafeMutablePointer<Int>) {
    self.pattern = pattern
    self.event = event
    self.offsets = UnsafePointer(offsets)
  }

  /// The part that matched, counted in bytes from the event's start.
  package var range: Range<Int> { offsets[0]..<offsets[1] }

  /// Where a named capture lies in the event; nil where it took no part in the match.
  package func range(of name: String) -> Range<Int>? {
    pattern.captureNames.firstIndex(of: name).flatMap { range(ofCapture: $0) }
  }

  /// Where the capture with this index in the pattern's `captureNames` lies in the event.
  package func range(ofCapture index: Int) -> Range<Int>? {
    for group in pattern.groupsByName[index] where offsets[2 * group] >= 0 {
      return offsets[2 * group]..<offsets[2 * group + 1]
    }
    return nil
  }

  /// The text of a named capture, invalid UTF-8 shown as U+FFFD.
  package subscript(name: String) -> String? {
    range(of: name).map { String(decoding: event[$0], as: UTF8.self) }
  }

  /// All named captures that took part in the match.
  package var captures: [String: String] {
    var captures: [String: String] = [:]
    for (index, name) in pattern.captureNames.enumerated() {
      guard let range = range(ofCapture: index) else { continue }
      captures[name] = String(decoding: event[range], as: UTF8.self)
    }
    return captures
  }
}
