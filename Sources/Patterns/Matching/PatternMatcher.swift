/// One thread's working memory for matching patterns against events.
package final class PatternMatcher {
  /// How many matches were given up because they reached a limit; such an event counts as no match.
  package private(set) var limitsReached = 0

  package init(limits: MatchLimits = MatchLimits()) {}

  /// The first match of a pattern in the bytes of an event.
  package func firstMatch(of pattern: Pattern, in event: UnsafeRawBufferPointer) -> PatternMatch? {
    nil
  }

  /// Whether a pattern matches anywhere in the bytes of an event.
  package func matches(_ pattern: Pattern, in event: UnsafeRawBufferPointer) -> Bool {
    false
  }
}
