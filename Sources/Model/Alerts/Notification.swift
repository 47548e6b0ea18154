/// What the engine wants told: the alerts of one group, for one hook.
package struct Notification: Sendable, Equatable, Codable {
  /// Why it is told now; messages say it in words.
  package enum Reason: String, Sendable, Codable {
    /// The group is told for the first time.
    case new
    /// Alerts joined the group.
    case more
    /// Some of the group's alerts ended.
    case someResolved
    /// All of them did.
    case resolved
    /// Nothing changed, and the repeat interval is over.
    case again
    /// Nobody acknowledged in time.
    case escalated
    /// The alert began to change too often to be told each time.
    case flapping
    /// It calmed down.
    case steady
    /// A silence ended, and the alert is still firing.
    case unsilenced
    /// An alert that was told has another severity now.
    case changed
    /// All that is told fired and cleared before anybody was told: see ``Notification/passed``.
    case passed
  }

  package var hook: HookName
  package var groupLabels: Labels
  package var reason: Reason
  /// How long the group had been told before, for ``Reason/again``.
  package var since: Instant?
  /// Firing ones first, the most severe first.
  package var alerts: [Alert]
  /// Alerts that fired and cleared before they could be told: one line each.
  package var passed: [Alert]
  package var time: Instant

  package init(
    hook: HookName,
    groupLabels: Labels,
    reason: Reason,
    since: Instant? = nil,
    alerts: [Alert],
    passed: [Alert] = [],
    time: Instant
  ) {
    self.hook = hook
    self.groupLabels = groupLabels
    self.reason = reason
    self.since = since
    self.alerts = alerts
    self.passed = passed
    self.time = time
  }
}
