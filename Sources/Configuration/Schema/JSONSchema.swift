/// The JSON Schemas (draft-07) of both kinds of file, for editors: made from the same keys that decode them.
///
/// Keys that are not supported yet are left out, so that an editor refuses what the program refuses.
package enum JSONSchema {
  package static var mainFile: String { document(MainFileSection.self).rendered }
  package static var ruleFile: String { document(RuleFileSection.self).rendered }

  static func document<S: Section>(_ section: S.Type) -> JSONValue {
    var definitions: [String: JSONValue] = [:]
    let root = object(section, &definitions)
    return root.merging([
      "$schema": .text("http://json-schema.org/draft-07/schema#"),
      "title": .text("fleepd: a \(section.title)"),
      "definitions": .object(definitions),
    ])
  }

  /// A section as an object; the sections that it uses are added to the definitions.
  private static func object(_ section: any Section.Type, _ definitions: inout [String: JSONValue]) -> JSONValue {
    let keys = section.keys.filter { !NotSupportedYet.keys.contains("\(section.title).\($0.name)") }
    var properties: [String: JSONValue] = [:]
    for key in keys {
      var members: [String: JSONValue] = ["description": .text(key.summary)]
      if let fallback = key.fallback { members["default"] = .text(fallback) }
      properties[key.name] = schema(key.form, &definitions).merging(members)
    }
    var members: [String: JSONValue] = [
      "type": .text("object"),
      "properties": .object(properties),
      "additionalProperties": .boolean(false),
    ]
    let required = keys.filter { $0.isRequired }.map { JSONValue.text($0.name) }
    if !required.isEmpty { members["required"] = .list(required) }
    return .object(members)
  }

  private static func schema(_ form: Form, _ definitions: inout [String: JSONValue]) -> JSONValue {
    switch form {
    case .scalar(let scalar): return scalar.schema
    case .choice(let words): return .object(["enum": .list(words.map { .text($0) })])
    case .list(let element):
      return .object(["type": .text("array"), "items": schema(element, &definitions)])
    case .oneOrMore(let element):
      let one = schema(element, &definitions)
      return .object([
        "anyOf": .list([one, .object(["type": .text("array"), "items": one, "minItems": .number(1)])])
      ])
    case .map(let element, _):
      return .object(["type": .text("object"), "additionalProperties": schema(element, &definitions)])
    case .section(let section):
      let name = section.title.replacing(" ", with: "-").replacing("'", with: "")
      if definitions[name] == nil {
        // Named before it is made: a route holds routes.
        definitions[name] = .object([:])
        definitions[name] = object(section, &definitions)
      }
      // In draft-07, what stands beside a reference is ignored.
      return .object(["allOf": .list([.object(["$ref": .text("#/definitions/\(name)")])])])
    case .anyOf(let forms):
      return .object(["anyOf": .list(forms.map { schema($0, &definitions) })])
    }
  }
}

extension ScalarForm {
  fileprivate var schema: JSONValue {
    switch type {
    case .text:
      var members: [String: JSONValue] = ["type": .list(["string", "number", "boolean"].map { .text($0) })]
      if let pattern { members["pattern"] = .text(pattern) }
      return .object(members)
    case .duration:
      // A number is no duration, but for a zero.
      return .object([
        "type": .list([.text("string"), .text("integer")]),
        "pattern": .text(pattern ?? ""),
        "minimum": .number(0),
        "maximum": .number(0),
      ])
    case .boolean, .integer, .number: return .object(["type": .text(type.rawValue)])
    }
  }
}
