/// One thread's working memory for matching patterns against events.
package final class PatternMatcher {
  private var memory: MatchMemory

  package init(limits: MatchLimits = MatchLimits()) {
    memory = MatchMemory(limits: limits)
  }

  /// How many matches were given up because they reached a limit; such an event counts as no match.
  package var limitsReached: Int { memory.limitsReached }

  /// The first match of a pattern in the bytes of an event.
  package func firstMatch(of pattern: Pattern, in event: UnsafeRawBufferPointer) -> PatternMatch? {
    memory.firstMatch(of: pattern, in: event)
  }

  /// Whether a pattern matches anywhere in the bytes of an event.
  package func matches(_ pattern: Pattern, in event: UnsafeRawBufferPointer) -> Bool {
    memory.matches(pattern, in: event)
  }
}
