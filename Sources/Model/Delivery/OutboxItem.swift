/// Something to be told on a hook, its text frozen when it was queued: one or several of them make a post.
package struct OutboxItem: Sendable, Equatable, Codable, Identifiable {
  package enum Kind: String, Sendable, Codable {
    case alerts
    case summary
    /// From `fleepd send`.
    case text
    /// From fleepd itself: a fault, a fallback, a storm.
    case notice
  }

  /// More alerts than this in one item are counted in its text, and listed in a file that goes along.
  package static let alertsInText = 20

  /// Given by the ledger, ascending in the order of queueing; 0 before that.
  package var id: Int64
  package var hook: HookName
  package var kind: Kind
  package var queued: Instant
  package var severity: Severity
  /// The whole message, ready for Fleep and inert.
  package var text: String
  /// The sender name; nil: the hook's.
  package var user: String?
  /// For merging and folding; empty for texts and summaries.
  package var alerts: [AlertBrief]
  package var files: [Attachment]

  package init(
    id: Int64 = 0,
    hook: HookName,
    kind: Kind,
    queued: Instant,
    severity: Severity = .info,
    text: String,
    user: String? = nil,
    alerts: [AlertBrief] = [],
    files: [Attachment] = []
  ) {
    self.id = id
    self.hook = hook
    self.kind = kind
    self.queued = queued
    self.severity = severity
    self.text = text
    self.user = user
    self.alerts = alerts
    self.files = files
  }
}

/// What merging and folding need to know of an alert in a queued item.
package struct AlertBrief: Sendable, Equatable, Codable {
  package var name: AlertName
  /// The dedup key.
  package var key: String
  package var status: Alert.Status
  package var severity: Severity
  package var startsAt: Instant
  package var endsAt: Instant?
  package var count: Int
  /// What tells it from other alerts of its name, for the top values of a storm.
  package var labels: Labels
  /// The alert's first line in a message, ready for Fleep and inert.
  package var headline: String

  package init(
    name: AlertName,
    key: String,
    status: Alert.Status,
    severity: Severity,
    startsAt: Instant,
    endsAt: Instant?,
    count: Int,
    labels: Labels = [:],
    headline: String
  ) {
    self.name = name
    self.key = key
    self.status = status
    self.severity = severity
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.count = count
    self.labels = labels
    self.headline = headline
  }
}
