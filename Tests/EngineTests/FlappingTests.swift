@testable import Engine
import Model
import Testing

/// Nagios' numbers: 21 states, the changes between them weighed from 0.75 to 1.25, flapping from 20 % on until 5 %.
@Suite("Flapping")
struct FlappingTests {
  private static func flapping(_ states: [Int]) -> Flapping {
    let sample = Sample(metric: "m", labels: [:], value: 0, time: .epoch)
    var flapping = Flapping(sample, owner: "m")
    for state in states { flapping.note(state, sample) }
    return flapping
  }

  @Test("the newest change weighs 1.25, the oldest 0.75, and all of them together are the whole")
  func weights() {
    let one = Self.flapping([1])
    #expect(one.percent == 6.25)
    let oldest = Self.flapping([1] + Array(repeating: 1, count: 19))
    #expect(oldest.percent == 3.75)
    let all = Self.flapping((1...20).map { $0 % 2 })
    #expect(abs(all.percent - 100) < 1e-9)
    // A change from one level to another is one, too.
    #expect(abs(Self.flapping((1...20).map { $0 % 3 }).percent - 100) < 1e-9)
  }

  @Test("it begins at 20 % and ends at 5 %, with what is between left as it was")
  func limits() {
    // Three of the newest changes are 18.4 %, four are 24.2 %.
    #expect(!Self.flapping([1, 0, 1]).isFlapping)
    #expect(Self.flapping([1, 0, 1, 0]).isFlapping)
    // Until only the last of the four is left among the 21 states, with 3.75 %.
    let quiet = (0...19).map { Self.flapping([1, 0, 1, 0] + Array(repeating: 0, count: $0)) }
    #expect(quiet.map(\.isFlapping).firstIndex(of: false) == 19)
    #expect(quiet[18].percent > 5 && quiet[19].percent <= 5)
  }
}
