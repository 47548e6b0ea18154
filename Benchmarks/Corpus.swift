/// A log file with a thousandth of its lines planted to match a rule.
struct Corpus {
  let path: String
  let bytes: Int

  /// Makes a log file of about the given size for sets of up to a thousand rules.
  ///
  /// A quarter each of the planted lines is for the first rule, the next nine, the next ninety and the rest.
  static func make(at path: String, bytes size: Int, seed: UInt64 = 11) throws -> Corpus {
    var generator = SeededGenerator(seed: seed)
    let rules = Rules.templates(1_000)
    let kinds = BackgroundLines.kinds.flatMap { Array(repeating: $0.templates, count: $0.weight) }
    let file = try Output(path)
    var block: [UInt8] = []
    var written = 0
    while written < size {
      block.removeAll(keepingCapacity: true)
      while block.count < 4 << 20 {
        switch generator.number(below: 1_000) {
        case 0: planted(rules, with: &generator).append(to: &block, with: &generator)
        case 1 where generator.number(below: 50) == 0:
          for _ in 0..<20 + generator.number(below: 60) {
            generator.pick(generator.pick(kinds)).append(to: &block, with: &generator)
          }
        default: generator.pick(generator.pick(kinds)).append(to: &block, with: &generator)
        }
        block.append(0x0A)
      }
      try file.write(block)
      written += block.count
    }
    return Corpus(path: path, bytes: written)
  }

  private static func planted(_ rules: [Template], with generator: inout SeededGenerator) -> Template {
    let ranges = [0..<1, 1..<10, 10..<100, 100..<1_000]
    let range = generator.pick(ranges)
    return rules[range.lowerBound + generator.number(below: range.count)]
  }

  /// A file with the first lines of this one, about so many bytes.
  func slice(at path: String, bytes size: Int) throws -> Corpus {
    guard size < bytes else { return self }
    let input = try Input(self.path)
    let output = try Output(path)
    var left = size
    var last: [UInt8] = []
    while left > 0 {
      last = try input.read(min(left, 4 << 20))
      left -= last.count
      let whole = left > 0 ? last[...] : last[..<((last.lastIndex(of: 0x0A) ?? last.count - 1) + 1)]
      try output.write(Array(whole))
    }
    return Corpus(path: path, bytes: size)
  }
}
