/// A body that passed every check of section 7.2 of the facts, as the message that it is.
struct CheckedMessage: Equatable {
  var text: String
  /// Nil: the hook's name stands for it.
  var user: String?
  var files: [StoredMessage.File]
  /// What was taken, though it should not have been sent.
  var warnings: [String]

  init(_ fields: ReceivedFields, settings: StandInSettings) throws(Refusal) {
    warnings = []
    if let field = fields.unknown.first {
      // The name of a field that anybody may have sent is not worth a place in a log.
      let detail = "\(fields.unknown.count) unknown field(s), the first of \(field.utf8.count) bytes"
      guard !settings.strict else { throw .badRequest(detail) }
      warnings.append(detail)
    }
    guard let message = fields.message, !message.allSatisfy(\.isWhitespace) else {
      throw .badRequest("'message' is missing or blank")
    }
    text = message
    files = []
    text = try legal(message, loneSurrogates: fields.loneSurrogates, settings: settings)
    guard text.unicodeScalars.count <= settings.messageLimit else {
      throw .tooLarge("a message of more than \(settings.messageLimit) characters")
    }
    user = try checked(user: fields.user)
    try check(fields.files, settings: settings)
    files = fields.files.map { file in
      StoredMessage.File(
        name: file.name,
        contentType: file.contentType,
        content: file.content,
        sha256: SHA256.hexadecimal(file.content)
      )
    }
  }

  /// Without what Fleep drops; refused where the stand-in is strict.
  private mutating func legal(
    _ text: String,
    loneSurrogates: Int,
    settings: StandInSettings
  ) throws(Refusal) -> String {
    let illegal = text.unicodeScalars.count { !isLegal($0) } + loneSurrogates
    guard illegal > 0 else { return text }
    let detail = "\(illegal) character(s) that Fleep drops: controls, CR, halves of surrogate pairs, noncharacters"
    guard !settings.strict else { throw .badRequest(detail) }
    warnings.append(detail)
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isLegal(scalar) { kept.append(scalar) }
    return String(kept)
  }

  private mutating func checked(user: String?) throws(Refusal) -> String? {
    guard let user else { return nil }
    let name = trimmed(user)
    guard !name.isEmpty else {
      warnings.append("a blank 'user' is the same as none")
      return nil
    }
    guard name.unicodeScalars.count <= 128 else { throw .badRequest("a 'user' of more than 128 characters") }
    guard name.unicodeScalars.allSatisfy({ isLegal($0) && $0 != "\n" && $0 != "\t" }) else {
      throw .badRequest("a 'user' with control characters")
    }
    return name
  }

  private func check(_ files: [ReceivedFields.File], settings: StandInSettings) throws(Refusal) {
    guard !files.isEmpty else { return }
    guard !settings.quotaFull else { throw Refusal(431, "quota_full", "no storage is left for files") }
    guard files.count <= settings.filesLimit else { throw .tooLarge("more than \(settings.filesLimit) files") }
    for file in files {
      guard !file.name.isEmpty, !file.name.contains(where: { "/\\\r\n".contains($0) }) else {
        throw .badRequest("a file's name is empty, or has a path or a line break")
      }
      guard file.content.count <= settings.fileSizeLimit else {
        throw .tooLarge("a file of more than \(settings.fileSizeLimit) bytes")
      }
    }
  }
}

private func isLegal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A: true
  case 0..<0x20, 0xFFFE, 0xFFFF: false
  default: true
  }
}
