import Testing

@testable import Configuration

/// The schemas as editors read them.
///
/// `packaging/check-schemas` holds files against them with another program's validator.
@Suite struct SchemaTests {
  private func definitions(_ text: String) throws -> [String: [String: Any]] {
    let root = try JSONDecoding.object(text: text)
    #expect(root["$schema"] as? String == "http://json-schema.org/draft-07/schema#")
    var all = try #require(root["definitions"] as? [String: [String: Any]])
    all["root"] = root
    return all
  }

  @Test(
    "no object of a schema takes unknown keys, and every reference leads somewhere",
    arguments: [JSONSchema.mainFile, JSONSchema.ruleFile]
  )
  func closed(text: String) throws {
    let definitions = try definitions(text)
    for (name, definition) in definitions {
      #expect(definition["additionalProperties"] as? Bool == false, "\(name)")
    }
    for reference in text.split(separator: "\"").filter({ $0.hasPrefix("#/definitions/") }) {
      #expect(definitions[String(reference.dropFirst("#/definitions/".count))] != nil, "\(reference)")
    }
  }

  @Test("keys that are not supported yet are not in the schemas")
  func unsupported() throws {
    let main = try JSONDecoding.object(text: JSONSchema.mainFile)["properties"] as? [String: Any]
    #expect(main?["listen"] == nil)
    #expect(main?["hooks"] != nil)
    let source = try definitions(JSONSchema.ruleFile)["source"]?["properties"] as? [String: Any]
    #expect(source?["chat"] == nil)
    #expect(source?["files"] != nil)
  }

  @Test("a route holds routes")
  func recursion() throws {
    let route = try definitions(JSONSchema.mainFile)["route"]?["properties"] as? [String: [String: Any]]
    let items = route?["routes"]?["items"] as? [String: [[String: String]]]
    #expect(items?["allOf"]?.first?["$ref"] == "#/definitions/route")
  }
}
