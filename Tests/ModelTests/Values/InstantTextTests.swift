import Model
import Testing

@Suite("Moments as people and programs write them")
struct InstantTextTests {
  @Test(
    "are read with or without a fraction, in UTC or with an offset",
    arguments: [
      ("2026-11-25T04:46:48Z", 1_795_582_008_000_000_000), ("2026-11-25T04:46:48.911Z", 1_795_582_008_911_000_000),
      ("2026-11-25T06:46:48.5+02:00", 1_795_582_008_500_000_000),
      ("2026-11-25T04:46:48.9118765109Z", 1_795_582_008_911_876_510), ("1969-12-31T23:59:59.999Z", -1_000_000),
      ("9999-12-31T23:59:59Z", .max),
    ] as [(String, Int64)]
  )
  func read(text: String, nanoseconds: Int64) {
    #expect(Instant(rfc3339: text)?.nanoseconds == nanoseconds)
  }

  @Test("are refused where they are none", arguments: ["", "tomorrow", "2026-11-25", "2026-11-25T04:46:48.Z", "."])
  func refused(text: String) {
    #expect(Instant(rfc3339: text) == nil)
  }
}
