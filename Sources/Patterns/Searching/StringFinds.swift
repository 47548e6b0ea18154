/// The places where strings were found in a stretch of bytes.
final class StringFinds {
  /// One find: where the string ends, then its number, so that finds sort by place.
  struct Find: Comparable {
    private let packed: UInt64

    init(string: UInt32, end: UInt32) {
      packed = UInt64(end) << 32 | UInt64(string)
    }

    var string: Int { Int(packed & 0xFFFF_FFFF) }
    /// The offset of the string's last byte.
    var lastByte: Int { Int(packed >> 32) - 1 }

    static func < (left: Find, right: Find) -> Bool { left.packed < right.packed }
  }

  private var finds: UnsafeMutablePointer<Find>
  private var capacity: Int
  private(set) var count = 0
  private var isSorted = true

  /// What a usual stretch of a log needs; more is given back.
  private static let usualCapacity = 4096

  init() {
    capacity = StringFinds.usualCapacity
    finds = .allocate(capacity: capacity)
  }

  deinit {
    finds.deallocate()
  }

  func add(string: UInt32, end: UInt32) {
    if count == capacity { resize(to: 2 * capacity) }
    let find = Find(string: string, end: end)
    if count > 0 && find < finds[count - 1] { isSorted = false }
    finds[count] = find
    count += 1
  }

  /// The finds in the order of their places.
  ///
  /// Vectorscan promises none, though strings alone have always come in order.
  func sorted() -> UnsafeBufferPointer<Find> {
    var all = UnsafeMutableBufferPointer(start: finds, count: count)
    if !isSorted { all.sort() }
    return UnsafeBufferPointer(all)
  }

  func removeAll() {
    count = 0
    isSorted = true
    if capacity > StringFinds.usualCapacity { resize(to: StringFinds.usualCapacity) }
  }

  private func resize(to newCapacity: Int) {
    let new = UnsafeMutablePointer<Find>.allocate(capacity: newCapacity)
    new.moveInitialize(from: finds, count: count)
    finds.deallocate()
    finds = new
    capacity = newCapacity
  }
}
