import Foundation
import Messages
import Model
import Testing

@Suite struct GoldenTests {
  @Test("a message reads exactly as its golden file has it")
  func golden() throws {
    let update = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil
    let fixtures = try Fixture.all()
    #expect(fixtures.count >= 20)
    for fixture in fixtures {
      let message = try fixture.message()
      if update { try fixture.update(to: message) }
      #expect(update || message == fixture.expected, "\(fixture.name)")
    }
  }
}
