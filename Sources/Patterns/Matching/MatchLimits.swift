/// How much work one match may be, so that no pattern hangs on any line.
package struct MatchLimits: Sendable, Equatable {
  /// Calls of PCRE2's matching function; what `match_limit` means in pcre2api(3).
  package var matches: UInt32
  /// Nested backtracking points, where a pattern is interpreted and not compiled to machine code.
  package var depth: UInt32
  /// Memory for backtracking in KiB.
  package var heap: UInt32

  package init(matches: UInt32 = 1_000_000, depth: UInt32 = 100_000, heap: UInt32 = 8_192) {
    self.matches = matches
    self.depth = depth
    self.heap = heap
  }
}
