internal import CPCRE2

/// What PCRE2 needs to match: room for the offsets, a stack, and the limits.
///
/// A struct, so that the loops over lines that hold one pay for no checks of access.
struct MatchMemory: ~Copyable {
  /// How many matches were given up because they reached a limit; such an event counts as no match.
  private(set) var limitsReached = 0

  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  private var matchData: OpaquePointer?
  /// The pairs of offsets that `matchData` has room for.
  private var offsetPairs: UInt32 = 0
  private var offsets: UnsafeMutablePointer<Int>?
  /// An empty buffer may have no address, and PCRE2 wants one.
  private let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  /// The stack of compiled patterns starts with what most need; deep backtracking makes it grow, up to a limit.
  private static let stackSizes = 32 << 10...1 << 20

  init(limits: MatchLimits) {
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(MatchMemory.stackSizes.lowerBound, MatchMemory.stackSizes.upperBound, nil)
    pcre2_set_match_limit_8(context, limits.matches)
    pcre2_set_depth_limit_8(context, limits.depth)
    pcre2_set_heap_limit_8(context, limits.heap)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    nothing.deallocate()
    pcre2_match_data_free_8(matchData)
    pcre2_jit_stack_free_8(stack)
    pcre2_match_context_free_8(context)
  }

  /// The first match of a pattern in the bytes of an event.
  mutating func firstMatch(of pattern: Pattern, in event: UnsafeRawBufferPointer) -> PatternMatch? {
    guard matches(pattern, in: event), let offsets else { return nil }
    return PatternMatch(pattern: pattern, event: event, offsets: offsets)
  }

  /// Whether a pattern matches anywhere in the bytes of an event.
  mutating func matches(_ pattern: Pattern, in event: UnsafeRawBufferPointer) -> Bool {
    if pattern.offsetPairs > offsetPairs { makeRoom(for: pattern.offsetPairs) }
    let bytes = event.assumingMemoryBound(to: UInt8.self).baseAddress ?? UnsafePointer(nothing)
    // PCRE2 10.42 in UTF mode: where an event is no valid UTF-8, machine code looks at bytes outside of it.
    let isMachineCode = pattern.isMachineCode && (!pattern.isUTF || MatchMemory.isValidUTF8(event))
    let result =
      if isMachineCode {
        pcre2_jit_match_8(pattern.code, bytes, event.count, 0, 0, matchData, context)
      } else {
        pcre2_match_8(pattern.code, bytes, event.count, 0, PCRE2_NO_JIT, matchData, context)
      }
    if result >= 0 { return true }
    // What is left is a limit of work or memory: the pattern and its options were checked when it was compiled.
    if result != PCRE2_ERROR_NOMATCH { limitsReached += 1 }
    return false
  }

  private static func isValidUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    (try? UTF8Span(validating: bytes.bindMemory(to: UInt8.self).span)) != nil
  }

  private mutating func makeRoom(for pairs: UInt32) {
    pcre2_match_data_free_8(matchData)
    matchData = pcre2_match_data_create_8(pairs, nil)
    offsets = UnsafeMutableRawPointer(pcre2_get_ovector_pointer_8(matchData))?.assumingMemoryBound(to: Int.self)
    offsetPairs = pairs
  }
}
