import FoundationEssentials
import Model

/// Keeps a message within a hook's length: what does not fit goes along as a text file, and the message says so.
struct MessageCut {
  /// Unicode scalars of one message.
  let limit: Int
  /// Whether a file can go along.
  let attaches: Bool
  let fileSize: ByteCount
  private static let fileName = "message.txt"
  private static let codeFence = ":::"

  func isNeeded(for text: String) -> Bool { text.isLonger(than: limit) }

  func body(text: String, user: String?, files: [Attachment]) -> MessageBody {
    guard isNeeded(for: text) else { return MessageBody(text: text, user: user, files: files) }
    guard attaches else { return MessageBody(text: cut(text, note: "the rest does not fit"), user: user, files: files) }
    let name = MessageCut.freeName(among: files)
    let whole = Attachment(name: name, text: text, limit: fileSize)
    let held = text.utf8.count > fileSize.bytes ? "as much as a file may hold is" : "all \(text.length) characters are"
    return MessageBody(
      text: cut(text, note: "\(held) in the attached \(name)"),
      user: user,
      files: files + [whole]
    )
  }

  private static func freeName(among files: [Attachment]) -> String {
    let taken = Set(files.map { $0.name })
    return (1...).lazy.map { $0 == 1 ? fileName : "message-\($0).txt" }.first { !taken.contains($0) } ?? fileName
  }

  /// The beginning, up to the end of a line where one is near, its code block closed, and the note.
  private func cut(_ text: String, note: String) -> String {
    let ending = "… cut here: \(note)"
    let room = limit - ending.length - "\n\(MessageCut.codeFence)\n".length
    guard room > 0 else { return ending[...].beginning(of: limit) }
    var kept = text[...].beginning(of: room)[...]
    if let lineEnd = kept.lastIndex(of: "\n"), kept[..<lineEnd].unicodeScalars.count > room / 2 {
      kept = kept[..<lineEnd]
    }
    let fences = kept.split(separator: "\n").count { $0.trimmingSuffix(" ") == MessageCut.codeFence }
    return kept + (fences.isMultiple(of: 2) ? "\n" : "\n\(MessageCut.codeFence)\n") + ending
  }
}
