/// What the parts of a search cost, in nanoseconds, as measured: only their proportions matter.
enum SearchCost {
  /// Asking PCRE2 about one line because a string was found in it.
  static let ofCandidate = 150.0
  /// One more string in the search, for each byte that is read, whether it occurs or not.
  static let ofString = 0.0005
  /// Asking PCRE2 about every line, for each byte.
  static let withoutString = 0.4
}
