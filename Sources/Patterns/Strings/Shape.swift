/// What a pattern's text says about the bytes of an event that it matches, as far as searching for strings goes.
///
/// It takes in every event that the pattern matches and perhaps more, never fewer: what is not understood is `.anything`.
indirect enum Shape: Equatable, Sendable {
  /// One byte out of a set.
  case byte(ByteSet)
  /// One after the other, with nothing between them.
  case sequence([Shape])
  /// One of them.
  case choice([Shape])
  /// Any bytes, or none. What stands on one side of it may lie over what stands on the other.
  case anything
  /// No bytes here, but the event holds this somewhere: what a look-around asserts.
  case elsewhere(Shape)

  /// No bytes.
  static let nothing = Shape.sequence([])

  /// A text, byte by byte.
  static func text(_ text: some Sequence<UInt8>) -> Shape {
    .sequence(text.map { .byte(ByteSet($0)) })
  }

  /// The shape repeated `minimum` times, and more often unless `isExact`.
  func repeated(atLeast minimum: Int, isExact: Bool) -> Shape {
    if self == .nothing { return self }
    if minimum == 0 { return isExact ? .nothing : .anything }
    // A few repetitions are enough for a string; unrolling all of `{1000}`, or of nested ones, would cost more than it gives.
    let isSmall = size <= Shape.unrolledSize
    let copies = isSmall ? min(minimum, Shape.unrolledSize / size) : 1
    let unrolled = [Shape](repeating: self, count: copies)
    if isExact && copies == minimum { return .sequence(unrolled) }
    // What follows the last repetition directly follows the shape, as what precedes the first does.
    return .sequence(unrolled + [.anything] + (isSmall ? [self] : []))
  }

  private static let unrolledSize = 32

  /// How many parts there are; at least 1.
  private var size: Int {
    switch self {
    case .byte, .anything: 1
    case .sequence(let parts), .choice(let parts): parts.reduce(1) { $0 + $1.size }
    case .elsewhere(let shape): 1 + shape.size
    }
  }
}
