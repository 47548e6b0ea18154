/// One HTTP request to a hook, decided by the delivery scheduler: which queued items, told how.
package struct Post: Sendable, Equatable, Codable {
  package enum Form: String, Sendable, Codable {
    /// Every item in full, one after the other.
    case whole
    /// Counts per alert, the first example, the top values: more waited than the rate lets through.
    case merged
    /// A backlog after an outage: critical ones in full, what fired and cleared as one line each.
    case folded
  }

  package var hook: HookName
  /// In the order of queueing; empty only where ``tally`` has it all.
  ///
  /// An item of another hook is here because that hook is gone or failing, and this one stands in for it: the message says so.
  package var items: [OutboxItem]
  package var form: Form
  /// An earlier request with the same items may have arrived: its answer was never seen.
  package var mayBeRepeat: Bool
  /// The first attempt's time.
  package var created: Instant
  /// Older items that are told in numbers only, beside ``items``.
  package var tally: Tally?
  /// Set while alerts come in a storm: the running total.
  package var storm: StormTotal?
  /// Set after the hook refused the message or its files: the text alone, with a note.
  package var withoutFiles: Bool
  /// Set after the hook found the message too large: characters that it may have, instead of the hook's `max_length`.
  package var maxLength: Int?

  package init(
    hook: HookName,
    items: [OutboxItem],
    form: Form,
    mayBeRepeat: Bool,
    created: Instant,
    tally: Tally? = nil,
    storm: StormTotal? = nil,
    withoutFiles: Bool = false,
    maxLength: Int? = nil
  ) {
    self.hook = hook
    self.items = items
    self.form = form
    self.mayBeRepeat = mayBeRepeat
    self.created = created
    self.tally = tally
    self.storm = storm
    self.withoutFiles = withoutFiles
    self.maxLength = maxLength
  }

  /// The ids of all items that are told by this post, those of the tally included.
  package var itemIDs: [ClosedRange<Int64>] { (tally?.items ?? []) + items.map { $0.id...$0.id } }
}

/// How a hook answered a post.
///
/// Whether to try again is part of the value and never read from a text.
package enum PostOutcome: Sendable, Equatable {
  case delivered
  /// It did not arrive: worth another try.
  case failed(PostFault, retryAfter: Duration?)
  /// It may have arrived: the request was sent and no answer was seen.
  case unknown(PostFault)
  /// The hook refuses this message and would again.
  case refused(PostFault)
  /// The message is too large for the hook (413).
  case tooLarge(PostFault)
  /// The hook says that it is gone (401, 403, 404, 410).
  case gone(PostFault)
}

/// What went wrong with a post, for people: never holds an address.
package struct PostFault: Sendable, Equatable, Codable, CustomStringConvertible {
  /// The HTTP status, where there was an answer.
  package var status: Int?
  package var detail: String

  package init(status: Int? = nil, detail: String) {
    self.status = status
    self.detail = detail
  }

  package var description: String { status.map { "HTTP \($0): \(detail)" } ?? detail }
}
