import Model

/// The files of a post's items that go along with it: no more and none larger than its hook takes, those of critical alerts first.
struct PostFiles {
  /// In the order of the items.
  let kept: [Attachment]
  /// The names of those that the message must do without.
  let leftOut: [String]

  /// `places` are those that are free for them.
  init(of post: Post, places: Int, size: ByteCount) {
    let files = post.itemsInFull.flatMap { item in
      item.files.map { (file: $0, isCritical: item.severity == .critical, isOfAlert: item.kind == .alerts) }
    }
    // Of an alert that is told twice in one message, the later lines.
    let latest = Dictionary(files.indices.map { (files[$0].file.name, $0) }) { _, later in later }
    let all = files.indices.filter { !files[$0].isOfAlert || latest[files[$0].file.name] == $0 }.map { files[$0] }
    let fitting = all.indices.filter { all[$0].file.fits(in: size) }
    let chosen = Set(
      (fitting.filter { all[$0].isCritical } + fitting.filter { !all[$0].isCritical }).prefix(max(0, places))
    )
    kept = all.indices.filter(chosen.contains).map { all[$0].file }
    leftOut = all.indices.filter { !chosen.contains($0) }.map { all[$0].file.name }
  }
}

extension Post {
  /// Whose text the message has whole: what goes along with the others would explain nothing.
  fileprivate var itemsInFull: [OutboxItem] {
    switch form {
    case .whole: return items
    case .merged: return items.filter { $0.kind != .alerts }
    case .folded:
      let critical = Episodes(of: self).openCriticalItems
      return items.indices.filter { critical.contains($0) || items[$0].kind != .alerts }.map { items[$0] }
    }
  }
}

extension Attachment {
  private static let cutMark = "… cut here: the hook takes no larger file\n"

  /// A text as a file, cut where it is larger than a hook takes: at the end of a line, where one is near.
  init(name: String, text: String, limit: ByteCount) {
    var bytes = Array(text.utf8)
    if bytes.count > limit.bytes {
      let kept = Attachment.beginning(of: bytes, room: max(0, limit.bytes - Attachment.cutMark.utf8.count))
      bytes = Array((kept + Attachment.cutMark.utf8).prefix(limit.bytes))
    }
    self.init(name: name, type: "text/plain; charset=utf-8", content: .bytes(bytes))
  }

  private static func beginning(of text: [UInt8], room: Int) -> [UInt8] {
    let lineEnd = text[..<room].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    if lineEnd > room / 2 || room == 0 { return Array(text[..<lineEnd]) }
    // No character is cut in two.
    let end = text[..<room].lastIndex { $0 & 0xC0 != 0x80 } ?? 0
    return text[..<end] + [UInt8(ascii: "\n")]
  }

  /// Whether a hook that takes files of this size takes it; nobody has looked yet how large one on the disk is.
  fileprivate func fits(in size: ByteCount) -> Bool {
    switch content {
    case .bytes(let bytes): bytes.count <= size.bytes
    case .file: true
    }
  }
}
