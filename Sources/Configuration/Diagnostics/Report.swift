/// Collects what is wrong, so that one run tells everything; one load uses one, on one thread.
final class Report {
  private var seen: Set<Diagnostic> = []

  /// All of them, sorted.
  var diagnostics: [Diagnostic] { seen.sorted() }

  var errorCount: Int { seen.count { $0.severity == .error } }

  func error(_ message: String, at place: Place) {
    seen.insert(place.diagnostic(.error, message))
  }

  func warning(_ message: String, at place: Place) {
    seen.insert(place.diagnostic(.warning, message))
  }
}
