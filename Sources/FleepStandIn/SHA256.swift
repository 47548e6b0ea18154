/// The SHA-256 digest (FIPS 180-4) of bytes, as Fleep gives it for each file.
///
/// The only libraries that have it cost more to build than the stand-in itself; nothing here guards a secret.
enum SHA256 {
  /// The digest in lower-case hexadecimal digits.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var hash = initial
    var schedule = [UInt32](repeating: 0, count: 64)
    let message = padded(bytes)
    message.withUnsafeBufferPointer { message in
      for block in stride(from: 0, to: message.count, by: 64) {
        compress(UnsafeBufferPointer(rebasing: message[block..<block + 64]), into: &hash, schedule: &schedule)
      }
    }
    return hash.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// With a one bit, zeros to a multiple of 64 bytes, and the length in bits at the end.
  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    var message = bytes
    message.append(0x80)
    message += repeatElement(0, count: (120 - message.count % 64) % 64)
    withUnsafeBytes(of: UInt64(bytes.count * 8).bigEndian) { message += $0 }
    return message
  }

  private static func compress(
    _ block: UnsafeBufferPointer<UInt8>,
    into hash: inout [UInt32],
    schedule: inout [UInt32]
  ) {
    for index in 0..<16 {
      schedule[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(block[index * 4 + $1]) }
    }
    for index in 16..<64 {
      let early = schedule[index - 15]
      let late = schedule[index - 2]
      schedule[index] =
        schedule[index - 16] &+ (rotated(early, 7) ^ rotated(early, 18) ^ early >> 3)
        &+ schedule[index - 7] &+ (rotated(late, 17) ^ rotated(late, 19) ^ late >> 10)
    }
    var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
    var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
    for index in 0..<64 {
      let first =
        h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ (e & f ^ ~e & g)
        &+ constants[index] &+ schedule[index]
      let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { hash[index] &+= word }
  }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word >> bits | word << (32 - bits) }

  // The first 32 bits of the fractions of the square roots of the first 8 primes, and of the cube roots of the first 64.
  private static let initial = primes.prefix(8).map { fraction(of: Double($0).squareRoot()) }
  private static let constants = primes.map { fraction(of: cubeRoot(of: Double($0))) }

  private static let primes: [Int] = (2..<312).filter { number in
    (2..<number).allSatisfy { number % $0 != 0 }
  }

  private static func fraction(of root: Double) -> UInt32 { UInt32((root - root.rounded(.down)) * 0x1p32) }

  /// Newton's method; Glibc's `cbrt` would do, were it as exact everywhere.
  private static func cubeRoot(of number: Double) -> Double {
    var root = number
    for _ in 0..<60 { root -= (root * root * root - number) / (3 * root * root) }
    return root
  }
}
