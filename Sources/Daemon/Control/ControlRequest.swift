package import Engine
package import Model

/// What a command asks of the running daemon, one JSON object on one line.
package enum ControlRequest: Codable, Sendable {
  case status
  /// Nil waits until the message is posted or refused.
  case send(Message, wait: Duration?)
  /// Begins a silence, or changes the one with the same id.
  case silence(Silence)
  case silences
  /// Ends the silences with this id, or about the alert of this name.
  case unsilence(key: String)
  /// Somebody looks after the alerts of this name or dedup key.
  case acknowledge(key: String, author: String)
  /// What decides about the alerts of this name or dedup key.
  case why(key: String)
  case outbox
  /// Queues dead letters again; all of them where no ids are given.
  case retry([Int64])
  /// Takes items out of the outbox and forgets dead letters.
  case drop([Int64])

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
  case silences([Silence])
  /// Empty where nothing has come that an alert of the name needs; then with the last time that it fired.
  case why([Why], last: SummaryReport.Episode?)
  case outbox(OutboxReport)
  /// It is done; for how many alerts or items.
  case done(count: Int)
  /// The request cannot be met; the text says why and what to do.
  case refused(String)
}

/// What waits, and what could not be delivered.
package struct OutboxReport: Codable, Sendable {
  package var waiting: [OutboxItem]
  package var dead: [Letter]

  /// A message that its hook refused; kept for seven days.
  package struct Letter: Codable, Sendable {
    package var item: OutboxItem
    package var buried: Instant
    package var fault: PostFault
  }
}

/// What became of a message of `fleepd send`.
package enum SendOutcome: Codable, Sendable, Equatable {
  case posted
  /// In the outbox, which survives a restart; with the reason where the hook does not take it now.
  case queued(reason: String?)
  case refused(reason: String)
}
