import FleepHooks
import Mustache

/// What a template's text is for, which says what `{{x}}` must not be able to do there.
package enum TemplateContent: String, Sendable, CaseIterable {
  /// Fleep's markup: a value is made inert.
  case message = "FLEEP_MESSAGE"
  /// An address: a value is percent-encoded.
  case address = "FLEEP_ADDRESS"

  /// swift-mustache knows contents by names that a template begins with.
  private static let registered: Bool = {
    MustacheContentTypes.register(MessageContent(), named: message.rawValue)
    MustacheContentTypes.register(AddressContent(), named: address.rawValue)
    return true
  }()

  /// The first line of a Mustache source for this content.
  var pragma: String {
    precondition(TemplateContent.registered, "a content is registered before a template names it")
    return "{{%CONTENT_TYPE:\(rawValue)}}\n"
  }
}

private struct MessageContent: MustacheContentType {
  func escapeText(_ text: String) -> String { Markup.inert(text) }
}

private struct AddressContent: MustacheContentType {
  func escapeText(_ text: String) -> String { percentEncoded(text) }
}

/// The text as a part of an address: only letters, digits and `-._~` stay what they are.
func percentEncoded(_ text: String) -> String {
  text.utf8.map { byte in
    let scalar = Unicode.Scalar(byte)
    let isUnreserved = scalar.properties.isAlphabetic && scalar.isASCII || ("0"..."9").contains(scalar)
    if isUnreserved || "-._~".unicodeScalars.contains(scalar) { return String(scalar) }
    return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
  }.joined()
}
