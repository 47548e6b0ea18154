import Model
import Testing

@testable import Delivery

@Suite("A hook's record in the ledger")
struct HookRecordTests {
  @Test(
    "every condition is read as it was written",
    arguments: [
      HookCondition.well,
      .failing(HookCondition.Outage(since: Desk.start, attempts: 7, until: Desk.start + .seconds(9), isTold: true)),
      .doubted(answers: 2, since: Desk.start, until: Desk.start + .seconds(10)),
      .away(since: Desk.start, probe: Desk.start + .hours(1), isGone: true),
    ]
  )
  func roundTrip(condition: HookCondition) {
    var record = HookRecord()
    record.limiter = RateLimiter(paid: Desk.start + .seconds(5))
    record.slowed = Desk.start + .minutes(10)
    record.lastFailure = Desk.start
    record.condition = condition
    record.storm = StormTotal(since: Desk.start, alerts: 123)
    #expect(HookRecord(bytes: record.bytes) == record)
    record.storm = nil
    record.doubtful = [3...3, 7...90]
    #expect(HookRecord(bytes: record.bytes) == record)
  }

  @Test("damaged records do no harm", arguments: 0..<20 as Range<UInt64>)
  func damage(seed: UInt64) {
    var random = RandomSource(seed: seed)
    for _ in 0..<50 {
      var bytes = HookRecord().bytes
      for index in Int.random(in: 8..<40, using: &random)..<bytes.count {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
      bytes[32] = UInt8.random(in: 0...4, using: &random)
      for index in 33..<40 { bytes[index] = 0 }
      var desk = Desk(records: ["ops": bytes])
      desk.queue(desk.alert())
      for _ in 0..<5 {
        desk.wake()
        desk.answer(serverError)
      }
      desk.tell(.queued(desk.alerts(40)))
      desk.drain([])
      #expect(desk.confirmed.count == 41)
      #expect(desk.now < Desk.start + .days(1))
    }
    #expect(HookRecord(bytes: []) == nil)
    #expect(HookRecord(bytes: [UInt8](repeating: 1, count: 88)) == nil)
  }
}
