import Model
import Testing

@testable import Inputs

@Suite("Times as lines write them")
struct TimeFormatTests {
  private static let now = Instant(seconds: 1_795_514_400)  // 2026-11-24T10:00:00Z

  private func seconds(_ text: String, _ format: String, zone: String = "UTC", now: Instant = now) throws -> Double? {
    let zone = try #require(Zone(zone))
    var text = text
    let format = try TimeFormat(format)
    return text.withUTF8 {
      format.time(in: UnsafeRawBufferPointer($0), zone: zone, now: now).map { Double($0.milliseconds) / 1000 }
    }
  }

  @Test(
    "A time is read by its format",
    arguments: [
      ("2026-11-24 10:00:00.250 rest", "%Y-%m-%d %H:%M:%S.%f", 1_795_514_400.25),
      ("24/Nov/2026:12:00:00 +0200", "%d/%b/%Y:%H:%M:%S %z", 1_795_514_400),
      ("2026-11-24T10:00:00Z", "%FT%T%z", 1_795_514_400),
      ("2026-11-24 10:00:00.5 UTC [1]", "%Y-%m-%d %H:%M:%S.%f %Z", 1_795_514_400.5),
      ("1795514400.125", "%s.%f", 1_795_514_400.125),
      ("11/24/26 10:00:00 AM", "%D %I:%M:%S %p", 1_795_514_400),
      ("11/24/26 12:00:00 AM", "%D %I:%M:%S %p", 1_795_478_400),
      ("Nov 24 10:00:00 host", "%b %e %H:%M:%S", 1_795_514_400),
      ("Nov  3 10:00:00 host", "%b %e %H:%M:%S", 1_793_700_000),
    ]
  )
  func formats(text: String, format: String, expected: Double) throws {
    #expect(try seconds(text, format) == expected)
  }

  @Test("A year that is left out is the one nearest to now, on both sides of New Year")
  func missingYear() throws {
    let newYear = Instant(seconds: 1_798_761_600)  // 2027-01-01T00:00:00Z
    #expect(try seconds("Dec 31 23:59:59", "%b %e %T", now: newYear + .seconds(5)) == newYear.seconds - 1)
    #expect(try seconds("Jan  1 00:00:03", "%b %e %T", now: newYear - .seconds(5)) == newYear.seconds + 3)
    #expect(try seconds("Feb 29 00:00:00", "%b %e %T") == nil)
  }

  @Test("A time that names no zone is one of the source's zone")
  func location() throws {
    #expect(try seconds("2026-11-24 12:00:00", "%F %T", zone: "Europe/Tallinn") == 1_795_514_400)
    #expect(try seconds("2026-11-24 12:00:00 EET", "%F %T %Z", zone: "Europe/Tallinn") == 1_795_514_400)
    #expect(try seconds("2026-11-24 10:00:00 GMT", "%F %T %Z", zone: "Europe/Tallinn") == 1_795_514_400)
  }

  @Test(
    "What is no time is none",
    arguments: ["", "x", "2026-13-01 00:00:00", "2026-11-24 25:00:00", "2026-02-30 00:00:00"]
  )
  func noTime(text: String) throws {
    #expect(try seconds(text, "%Y-%m-%d %H:%M:%S") == nil)
  }

  @Test(
    "A year that is centuries away is no time, and does no harm",
    arguments: ["0000-01-01 00:00:00", "1677-01-01 00:00:00", "2262-04-12 00:00:00", "9999-12-31 23:59:59"]
  )
  func farYears(text: String) throws {
    for zone in ["UTC", "Europe/Tallinn"] { #expect(try seconds(text, "%Y-%m-%d %H:%M:%S", zone: zone) == nil) }
  }
}
