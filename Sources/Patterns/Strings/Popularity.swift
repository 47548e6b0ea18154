/// How many patterns could be searched for by each string: one that many share is cheap for each of them.
struct Popularity {
  /// By a hash of the string; strings that share a cell look more popular than they are, which does no harm.
  private var cells = [UInt16](repeating: 0, count: 1 << cellBits)

  private static let cellBits = 16

  mutating func count(_ string: SearchString) {
    let cell = Popularity.cell(of: string)
    if cells[cell] < .max { cells[cell] += 1 }
  }

  subscript(string: SearchString) -> Int {
    max(1, Int(cells[Popularity.cell(of: string)]))
  }

  private static func cell(of string: SearchString) -> Int {
    Int((string.packed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(string.count)) >> UInt64(64 - cellBits))
  }
}
