import Model
import Testing

@Suite struct ByteCountTests {
  @Test(
    "a size is read",
    arguments: [("0", 0), ("17", 17), ("17B", 17), ("64KiB", 65_536), ("10MB", 10_000_000), ("1GiB", 1_073_741_824)]
  )
  func read(text: String, expected: Int) {
    #expect(ByteCount(text: text) == ByteCount(expected))
  }

  @Test("a text that is no size is none", arguments: ["", "KiB", "1.5MB", "-1", "10 MB", "10mb", "99999999999GiB"])
  func refused(text: String) {
    #expect(ByteCount(text: text) == nil)
  }
}
