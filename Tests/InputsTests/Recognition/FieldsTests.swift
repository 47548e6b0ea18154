import Testing

@testable import Inputs

@Suite("Fields of structured lines")
struct FieldsTests {
  private func json(_ text: String) -> [String: String] {
    var text = text
    return text.withUTF8 { JSONFields.fields(of: UnsafeRawBufferPointer($0)) }
  }

  private func logfmt(_ text: String) -> [String: String] {
    var text = text
    return text.withUTF8 { LogfmtFields.fields(of: UnsafeRawBufferPointer($0)) }
  }

  @Test("JSON: members by their paths, numbers as they are written, escapes as what they stand for")
  func jsonFields() {
    let line = #" {"a":"x\n\"y\"\u00e9\ud83d\ude00","b":{"c":[1.0,true,null]},"d":-1e3, "e":{} , "f":[]} "#
    #expect(json(line) == ["a": "x\n\"y\"é😀", "b.c.0": "1.0", "b.c.1": "true", "d": "-1e3"])
  }

  @Test("JSON: half a character, as programs write that cut texts, is shown replaced, and takes nothing else along")
  func halfCharacters() {
    #expect(
      json(#"{"a":"\ud83d\n","b":"\ud83dx","c":"\ud83d\u0041","d":"\ude00"}"#) == [
        "a": "\u{FFFD}\n", "b": "\u{FFFD}x", "c": "\u{FFFD}A", "d": "\u{FFFD}",
      ]
    )
    #expect(json(#"{"a":"\u+041"}"#) == [:])
  }

  @Test(
    "What is not one JSON object has no fields",
    arguments: ["", "[1]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":\"x", "text"]
  )
  func noJSON(line: String) {
    #expect(json(line) == [:])
  }

  @Test("A line of ten thousand brackets is no JSON, and no crash")
  func deepJSON() {
    #expect(json("{\"a\":" + String(repeating: "[", count: 10_000)) == [:])
  }

  @Test("logfmt: quoted values, keys without a value")
  func logfmtFields() {
    #expect(
      logfmt(#"level=warn msg="it \"is\" late" retry x= =y"#) == [
        "level": "warn", "msg": "it \"is\" late", "retry": "", "x": "",
      ]
    )
    #expect(logfmt("") == [:])
  }
}
