/// A JSON object of text fields; the texts have been cleaned.
func jsonObject(_ fields: [(name: String, value: String)]) -> [UInt8] {
  var bytes: [UInt8] = [UInt8(ascii: "{")]
  for (name, value) in fields {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    appendJSONString(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendJSONString(value, to: &bytes)
  }
  bytes.append(UInt8(ascii: "}"))
  return bytes
}

// Of the characters that JSON wants escaped, TAB and LF are all that cleaning leaves beside these two.
private func appendJSONString(_ text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    default: bytes.append(byte)
    }
  }
  bytes.append(UInt8(ascii: "\""))
}

/// Text fields as browsers post them: a blank is `+`, all but letters, digits and `*-._` is percent-encoded.
func urlEncodedForm(_ fields: [(name: String, value: String)]) -> [UInt8] {
  var bytes: [UInt8] = []
  for (name, value) in fields {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
    appendURLEncoded(name, to: &bytes)
    bytes.append(UInt8(ascii: "="))
    appendURLEncoded(value, to: &bytes)
  }
  return bytes
}

private func appendURLEncoded(_ text: String, to bytes: inout [UInt8]) {
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      bytes.append(byte)
    default: bytes += percentEncoded(byte).utf8
    }
  }
}

/// A byte as `%` and two hexadecimal digits.
func percentEncoded(_ byte: UInt8) -> String {
  (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
}
