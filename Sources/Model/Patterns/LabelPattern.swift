/// A regular expression over a label's value, as Alertmanager and Prometheus have them: RE2's syntax, anchored at both ends.
///
/// It is decided in a time linear in the value's length, whatever the pattern, since values come from logs.
package struct LabelPattern: Sendable, Equatable {
  enum Instruction: Sendable, Equatable {
    case scalar(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case begin
    case end
    case wordBoundary(Bool)
    case match
  }

  package let text: String
  private let program: [Instruction]

  /// Reads a pattern; the error says what is wrong with it.
  package init(_ text: String) throws(LabelPatternError) {
    self.text = text
    program = try LabelPatternParser.program(of: text)
  }

  /// Whether the pattern takes the whole value.
  package func matches(_ value: String) -> Bool {
    let scalars = Array(value.unicodeScalars)
    var current = Threads(count: program.count)
    var next = Threads(count: program.count)
    follow(0, at: 0, in: scalars, into: &current)
    for place in scalars.indices {
      guard !current.list.isEmpty else { return false }
      next.removeAll()
      for instruction in current.list {
        if case .scalar(let set) = program[instruction], set.contains(scalars[place]) {
          follow(instruction + 1, at: place + 1, in: scalars, into: &next)
        }
      }
      swap(&current, &next)
    }
    return current.list.contains { program[$0] == .match }
  }

  /// Adds the instructions that can be reached from one without reading, each once.
  private func follow(_ start: Int, at place: Int, in scalars: [Unicode.Scalar], into threads: inout Threads) {
    var open = [start]
    while let instruction = open.popLast() {
      guard threads.add(instruction) else { continue }
      switch program[instruction] {
      case .scalar, .match: break
      case .jump(let target): open.append(target)
      case .split(let first, let second): open += [second, first]
      case .begin: if place == 0 { open.append(instruction + 1) }
      case .end: if place == scalars.count { open.append(instruction + 1) }
      case .wordBoundary(let wanted):
        let before = place > 0 && ScalarSet.word.contains(scalars[place - 1])
        let after = place < scalars.count && ScalarSet.word.contains(scalars[place])
        if (before != after) == wanted { open.append(instruction + 1) }
      }
    }
  }

  /// The instructions that are alive at one place of the value.
  private struct Threads {
    private(set) var list: [Int] = []
    private var isAlive: [Bool]

    init(count: Int) {
      isAlive = [Bool](repeating: false, count: count)
    }

    mutating func add(_ instruction: Int) -> Bool {
      guard !isAlive[instruction] else { return false }
      isAlive[instruction] = true
      list.append(instruction)
      return true
    }

    mutating func removeAll() {
      for instruction in list { isAlive[instruction] = false }
      list.removeAll(keepingCapacity: true)
    }
  }
}

/// What is wrong with a label pattern.
package struct LabelPatternError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
