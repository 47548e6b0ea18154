import Model

extension Notification.Reason {
  /// The reason in a few words: what the template name `reason` shows.
  var words: String {
    switch self {
    case .new: "new"
    case .more: "more"
    case .someResolved: "some resolved"
    case .resolved: "resolved"
    case .again: "again"
    case .escalated: "escalated"
    case .flapping: "flapping"
    case .steady: "steady"
    case .unsilenced: "silence ended"
    case .changed: "changed"
    case .passed: "passed"
    }
  }
}

extension Notification {
  /// Why the message is sent, as the beginning of a sentence.
  var why: String {
    let waited = since.map { (time - $0).spoken }
    return switch reason {
    case .new: "New"
    case .more: "More: the group has grown"
    case .someResolved: "Some of these are resolved"
    case .resolved: "Resolved"
    case .again: waited.map { "Again after \($0)" } ?? "Again"
    case .escalated: waited.map { "Escalated: nobody acknowledged for \($0)" } ?? "Escalated: nobody acknowledged"
    case .flapping: "Flapping: it changes too often to be told each time"
    case .steady: "Steady again"
    case .unsilenced: "A silence ended, and this is still firing"
    case .changed: "The severity is another one now"
    case .passed: "Passed: it fired and cleared before it could be told"
    }
  }
}
