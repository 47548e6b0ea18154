internal import CPCRE2

/// A PCRE2 pattern over bytes, compiled to machine code.
///
/// Bytes are compared as bytes and classes are ASCII unless the text begins with `(*UTF)`. `^` and `$` are the event's ends, `.` does
/// not match a line feed; `(?m)` and `(?s)` change that. `%{NAME:field}` places are named patterns (see ``Grok``).
///
/// `@unchecked Sendable`: `code` is written in `init` only, and pcre2api(3) lets any number of threads match with one compiled pattern.
package final class Pattern: @unchecked Sendable {
  /// The text that the pattern was made from.
  package let text: String
  /// The names of the captures, in order of their first group, each once.
  package let captureNames: [String]

  /// The text that PCRE2 was given: named patterns are expanded.
  let expandedText: String
  /// Groups by name, as `captureNames` has them; several where a name stands more than once.
  let groupsByName: [[Int]]
  /// Pairs of offsets that a match fills: the whole and one per group.
  let offsetPairs: UInt32
  let isMachineCode: Bool
  let isUTF: Bool
  let code: OpaquePointer

  /// Compiles a text.
  package init(_ text: String) throws(PatternError) {
    let expansion = try GrokExpansion(text)
    var options = PCRE2_DOLLAR_ENDONLY | PCRE2_DUPNAMES
    if StartOfPattern(expansion.text).isUTF { options |= PCRE2_MATCH_INVALID_UTF }

    // A line feed ends a line wherever PCRE2 was built to think otherwise.
    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))
    var failure: CInt = 0
    var failureOffset = 0
    var bytes = expansion.text
    let compiled = bytes.withUTF8 {
      pcre2_compile_8($0.baseAddress, $0.count, options, &failure, &failureOffset, context)
    }
    guard let compiled else {
      throw PatternError(
        kind: Pattern.isAboutSize(failure) ? .tooLarge : .syntax,
        message: Pattern.message(of: failure),
        offset: expansion.offset(ofExpandedByte: failureOffset)
      )
    }

    self.text = text
    expandedText = expansion.text
    code = compiled
    var allOptions: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_ALLOPTIONS), &allOptions)
    isUTF = allOptions & PCRE2_UTF != 0
    pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE)
    var machineCodeSize = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_JITSIZE), &machineCodeSize)
    isMachineCode = machineCodeSize > 0
    var groups: UInt32 = 0
    pcre2_pattern_info_8(compiled, UInt32(PCRE2_INFO_CAPTURECOUNT), &groups)
    offsetPairs = groups + 1
    let names = CaptureNames(of: compiled)
    captureNames = names.names
    groupsByName = names.groups
  }

  deinit {
    pcre2_code_free_8(code)
  }

  /// The pattern that matches exactly `text`, whatever characters it holds.
  package static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      let isSpecial = character.isASCII && !character.properties.isAlphabetic && !("0"..."9").contains(character)
      if isSpecial { escaped.unicodeScalars.append("\\") }
      escaped.unicodeScalars.append(character)
    }
    return escaped
  }

  /// The named captures of the first match in `text`, for places where speed does not matter; nil where nothing matches.
  package func captures(in text: String) -> [String: String]? {
    var text = text
    let matcher = PatternMatcher()
    // The match points into the matcher's memory.
    return withExtendedLifetime(matcher) {
      text.withUTF8 { matcher.firstMatch(of: self, in: UnsafeRawBufferPointer($0))?.captures }
    }
  }

  /// Whether PCRE2's error says that the pattern is too large or needs too much memory, and not that it is malformed.
  private static func isAboutSize(_ failure: CInt) -> Bool {
    [PCRE2_ERROR_HEAP_FAILED, PCRE2_ERROR_PATTERN_TOO_LARGE, PCRE2_ERROR_PATTERN_STRING_TOO_LONG].contains(failure)
  }

  private static func message(of failure: CInt) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 256) { buffer in
      let length = pcre2_get_error_message_8(failure, buffer.baseAddress, buffer.count)
      return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "PCRE2 error \(failure)"
    }
  }
}
