/// A time during which alerts that all matchers take are not told, as Alertmanager has it.
package struct Silence: Sendable, Equatable, Codable, Identifiable {
  /// Unique; chosen by whoever makes the silence.
  package var id: String
  package var matchers: [Matcher]
  package var startsAt: Instant
  /// Not part of the silence.
  package var endsAt: Instant
  package var author: String
  package var comment: String
  /// Ends early, when the last alert that it silenced has resolved.
  package var endsOnResolve: Bool

  package init(
    id: String,
    matchers: [Matcher],
    startsAt: Instant,
    endsAt: Instant,
    author: String = "",
    comment: String = "",
    endsOnResolve: Bool = false
  ) {
    self.id = id
    self.matchers = matchers
    self.startsAt = startsAt
    self.endsAt = endsAt
    self.author = author
    self.comment = comment
    self.endsOnResolve = endsOnResolve
  }

  /// Whether it holds at `now`.
  package func isActive(at now: Instant) -> Bool { startsAt <= now && now < endsAt }
}
