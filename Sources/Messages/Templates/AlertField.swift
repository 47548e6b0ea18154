/// A name that every alert's templates can use, beside the rule's captures and labels.
package enum AlertField: String, CaseIterable, Sendable {
  case count, window, value, labels, line, lines, source, file, status, reason, host, duration
  case startsAt = "starts_at"
  case endsAt = "ends_at"

  /// All names that the templates of a rule with these captures and labels can use.
  package static func names(captures: some Sequence<String>, labels: some Sequence<String>) -> Set<String> {
    Set(allCases.map(\.rawValue)).union(captures).union(labels).union(["alert", "severity"])
  }
}
