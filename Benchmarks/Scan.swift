internal import Patterns

/// What the daemon does with a file, up to the engine: whole lines are scanned, and each hit's captures become text.
enum Scan {
  private static let blockSize = 256 << 10
  private static let longestLine = 16 << 20

  /// Scans a file for the patterns that another file lists, and prints what came of it.
  static func run(patterns patternFile: String, file: String) throws {
    let patterns = try lines(of: patternFile).map { try Pattern($0) }
    let scanner = PatternScanner(PatternSet(patterns))
    let input = try Input(file)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: longestLine + blockSize, alignment: 64)
    defer { buffer.deallocate() }
    var hitLines = 0
    var lastLine = -1
    var captured = 0
    // The beginning of a line whose end was not read yet.
    var kept = 0
    var base = 0
    while kept <= longestLine {
      let count = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept..<kept + blockSize]))
      let filled = kept + count
      let whole = count == 0 ? filled : (buffer[..<filled].lastIndex(of: 0x0A) ?? -1) + 1
      scanner.scan(UnsafeRawBufferPointer(rebasing: buffer[..<whole])) { hit in
        if base + hit.line.lowerBound != lastLine { hitLines += 1 }
        lastLine = base + hit.line.lowerBound
        captured += hit.match.captures.count
      }
      base += whole
      kept = filled - whole
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[whole..<filled]))
      if count == 0 { break }
    }
    print("\(hitLines) lines match, with \(captured) captures; \(scanner.counts)")
  }

  /// Prints what is searched for on behalf of each pattern.
  static func printStrings(patterns file: String) throws {
    let set = PatternSet(try lines(of: file).map { try Pattern($0) })
    for (index, pattern) in set.patterns.enumerated() { print(set.strings(of: index), pattern.text) }
  }

  private static func lines(of path: String) throws -> [String] {
    String(decoding: try Input(path).read(16 << 20), as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
