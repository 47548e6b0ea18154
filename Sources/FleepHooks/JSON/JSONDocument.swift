/// A JSON text, read strictly: valid UTF-8, nothing after the value, no field twice, and no deeper than a limit.
///
/// Foundation's decoder takes the last of two fields of one name; who checks and who acts could then see two messages.
package struct JSONDocument: Sendable {
  package let value: JSONValue
  /// Escapes of half a surrogate pair; each was read as U+FFFD.
  package let loneSurrogates: Int

  package init(_ bytes: some Collection<UInt8>, depthLimit: Int = 64) throws(JSONFault) {
    var reader = JSONReader(bytes: Array(bytes), depthLimit: depthLimit)
    value = try reader.document()
    loneSurrogates = reader.loneSurrogates
  }
}

/// Why bytes are no JSON, and where.
package struct JSONFault: Error, Sendable, Equatable, CustomStringConvertible {
  package var reason: String
  package var offset: Int

  package var description: String { "\(reason) at byte \(offset)" }
}
