package import Model

/// Something that is wrong with a source: told once when it begins and once when it is over.
package struct SourceFault: Sendable, Hashable {
  /// What is wrong; with the path it makes a fault the same one.
  package enum Kind: String, Sendable, Hashable {
    /// A file, a folder, the journal or a command cannot be read.
    case unreadable
    /// Lines between the last position and what is there now were never seen. It ends when nothing more was missed for a minute.
    case generationMissed
    /// A file is rewritten in place, again and again.
    case rewritten
    /// A limit of inotify is used up, which is the path: files are looked at now and then instead.
    case polled
  }

  package var kind: Kind
  package var source: SourceName
  /// The file, folder, unit or program.
  package var path: String

  package init(kind: Kind, source: SourceName, path: String) {
    self.kind = kind
    self.source = source
    self.path = path
  }
}

/// A fault began or ended; the text is one sentence for the log.
package enum SourceReport: Sendable, Equatable {
  case began(SourceFault, String)
  case ended(SourceFault, String)
}
