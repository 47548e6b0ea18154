package import Model

/// What a command asks of the running daemon, one JSON object on one line.
package enum ControlRequest: Codable, Sendable {
  case status
  case send(Message, wait: Duration?)

  /// A message of `fleepd send`: the client reads the files, since the daemon may not be allowed to.
  package struct Message: Codable, Sendable {
    package var hook: HookName
    package var user: String?
    package var text: String
    package var files: [Attachment]

    package init(hook: HookName, user: String? = nil, text: String, files: [Attachment] = []) {
      self.hook = hook
      self.user = user
      self.text = text
      self.files = files
    }
  }
}

/// What the daemon answers.
package enum ControlReply: Codable, Sendable {
  case status(StatusReport)
  case sent(SendOutcome)
  /// The request cannot be met; the text says why and what to do.
  case refused(String)
}

/// What became of a message of `fleepd send`.
package enum SendOutcome: Codable, Sendable, Equatable {
  case posted
  /// In the outbox, which survives a restart; with the reason where the hook does not take it now.
  case queued(reason: String?)
  case refused(reason: String)
}
