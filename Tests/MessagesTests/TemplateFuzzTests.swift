import Messages
import Model
import Testing
import TestSupport

@Suite struct TemplateFuzzTests {
  private static let pieces = [
    "{{", "}}", "{{{", "}}}", "{", "}", "#", "^", "/", "!", "&", ">", "=", "%", "|", ".", " ", "\n", "\r\n", "ip",
    "count",
    "lines", "labels", "round", "truncate", "{{ip}}", "{{{ip}}}", "{{#lines}}", "{{/lines}}", "{{^ip}}", "{{/ip}}",
    "{{.}}", "{{labels.ip}}", "{{ip | upper}}", "é", "🙂", "text", "(", ")", "$",
  ]
  private static let values: [String: TemplateValue] = [
    "ip": .text("203.0.113.9"), "count": .number(5), "lines": .list(["one", "{{ip}}"]), "labels": .labels(["ip": "x"]),
  ]

  @Test("any text is a template that can be rendered, or is refused with a place in it", arguments: 0..<20)
  func random(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let source = (0..<Int.random(in: 0...8, using: &random))
        .map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      do {
        let template = try MessageTemplate(source, knownNames: Set(Self.values.keys))
        let text = template.rendered(zone: .utc, now: .epoch) { Self.values[$0] }
        #expect(source.contains("{{") || text == source, "\(source.debugDescription)")
      } catch {
        #expect((0...source.unicodeScalars.count).contains(error.offset), "\(source.debugDescription)")
        #expect(error.description != "no Mustache template", "\(source.debugDescription)")
      }
    }
  }
}
