import Model
import Testing

@testable import Engine

@Suite("Agenda")
struct AgendaTests {
  @Test("keys come in the order of their times, each once, as a sorted list would have them", arguments: 0..<20)
  func order(number: Int) {
    var seed = Seed(number)
    var agenda = Agenda()
    var truth: [String: Instant] = [:]
    for _ in 0..<400 {
      let key = "\(Int.random(in: 0..<40, using: &seed))"
      truth[key] = seed.one(in: 3) ? nil : Instant(nanoseconds: Int64.random(in: 0..<1000, using: &seed))
      agenda.schedule(key, at: truth[key])
      #expect((agenda.next ?? .distantFuture) <= truth.values.min() ?? .distantFuture)
      guard seed.one(in: 5) else { continue }
      let now = Instant(nanoseconds: Int64.random(in: 0..<1000, using: &seed))
      var popped: [Instant?] = []
      while let key = agenda.popDue(by: now, time: { truth[$0] }) { popped.append(truth.removeValue(forKey: key)) }
      #expect(truth.values.allSatisfy { $0 > now })
      #expect(popped == popped.compactMap { $0 }.sorted())
    }
  }

  @Test("keys that come and go leave nothing behind")
  func bounded() {
    var agenda = Agenda()
    for number in 0..<10_000 {
      agenda.schedule("\(number)", at: .epoch + .seconds(number))
      if number >= 10 { agenda.schedule("\(number - 10)", at: nil) }
    }
    #expect(agenda.size < 100)
  }
}
