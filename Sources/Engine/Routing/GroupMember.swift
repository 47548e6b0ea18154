import Model

/// An alert in a group: what the hook was told of it, and what is still to be told.
struct GroupMember: Sendable, Equatable, Codable {
  let id: AlertID
  /// The alert's dedup key: a later episode with other labels is another alert to people, and another member.
  let alertKey: String
  let group: String
  /// When the hook was told that it is firing; nil: not yet.
  private(set) var toldAt: Instant?
  /// The severity that was told.
  private(set) var severity: Severity?
  /// It was told, and at the last look a silence held it back.
  private(set) var wasSilenced = false
  /// The hook of the route's escalation was told.
  private(set) var isEscalated = false
  /// It is over, as this says, and that is still to be told or dropped.
  private(set) var final: Boxed<Alert>?

  init(_ id: AlertID, alertKey: String, group: String) {
    self.id = id
    self.alertKey = alertKey
    self.group = group
  }

  /// Its place among all members.
  var path: String { RecordPath.prefix(group, alertKey, id.rule.text) + id.key }

  var isTold: Bool { toldAt != nil }

  /// A silence that holds it back now is news to it.
  var isNewlySilenced: Bool { isTold && final == nil && !wasSilenced }

  /// Whether telling it with a severity changes what is known of it.
  func isNews(_ severity: Severity) -> Bool { !isTold || severity != self.severity || wasSilenced }

  /// It fires, or fires again before its end was told: then the hook knows it as firing, and there is nothing new.
  mutating func fire() {
    final = nil
  }

  mutating func end(_ alert: Alert) {
    final = Boxed(alert)
  }

  mutating func tell(at time: Instant, severity: Severity) {
    toldAt = toldAt ?? time
    self.severity = severity
    wasSilenced = false
  }

  /// A silence keeps it from being told.
  mutating func silence() {
    wasSilenced = isTold
  }

  mutating func escalate() {
    isEscalated = true
  }
}
