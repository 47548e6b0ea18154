/// A message for a conversation's incoming hook.
public struct HookMessage: Sendable, Equatable {
  /// How the fields are written.
  public enum Encoding: String, Sendable, CaseIterable {
    case json
    case form
    case multipart
  }

  /// Longer sender names are cut: Fleep's limit for an account's display name.
  public static let userLimit = 128

  /// The text, in Fleep's markup; line breaks are LF.
  public var text: String
  /// The sender's name that Fleep shows; nil or blank: the hook's own.
  public var user: String?
  /// What goes along.
  public var files: [HookFile]

  /// Creates a message.
  public init(text: String, user: String? = nil, files: [HookFile] = []) {
    self.text = text
    self.user = user
    self.files = files
  }

  /// The request that posts the message; files make it multipart, whatever the encoding asked for.
  public func encoded(as encoding: Encoding = .json) -> HookRequest {
    switch files.isEmpty ? encoding : .multipart {
    case .json: HookRequest(contentType: "application/json", body: .bytes(jsonObject(fields)))
    case .form: HookRequest(contentType: "application/x-www-form-urlencoded", body: .bytes(urlEncodedForm(fields)))
    case .multipart: HookRequest(contentType: "multipart/form-data", body: .multipart(parts))
    }
  }

  private var fields: [(name: String, value: String)] {
    var fields = [(name: "message", value: sentText)]
    if let sentUser { fields.append((name: "user", value: sentUser)) }
    return fields
  }

  private var parts: [HookPart] {
    fields.map { HookPart(name: $0.name, content: .bytes(Array($0.value.utf8))) }
      + files.map { file in
        HookPart(
          name: "files",
          filename: fileName(file.name),
          contentType: file.contentType,
          content: file.content
        )
      }
  }

  /// What Fleep does with files and no text is unknown, so a text there always is.
  private var sentText: String {
    let text = cleaned(self.text)
    guard text.allSatisfy(\.isWhitespace), !files.isEmpty else { return text }
    return files.map { Markup.inertLine($0.name) }.joined(separator: "\n")
  }

  private var sentUser: String? {
    guard let user else { return nil }
    let line = singleLine(user)
    guard !line.isEmpty else { return nil }
    // Fleep counts code points, and a combining mark without its letter shows worse than none.
    guard line.unicodeScalars.count > HookMessage.userLimit else { return line }
    var cut = line
    while cut.unicodeScalars.count > HookMessage.userLimit { cut.removeLast() }
    return cut
  }

  /// A name without folders: a receiver may take a separator for an attack.
  private func fileName(_ name: String) -> String {
    let name = singleLine(name.replacing("/", with: "_").replacing("\\", with: "_").replacing("\"", with: "'"))
    return name.isEmpty ? "file" : name
  }
}
