import ArgumentParser
import Configuration
import Daemon
import Foundation
import Model

extension SilenceCommand {
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Begins a silence, and prints its id.",
      discussion: """
        A matcher is name="value", name!="value", name=~"pattern" or name!~"pattern"; a bare word is an alert's name, or the key \
        in the message of one that is there now:
          fleepd silence add --duration 2h --comment 'disk is being replaced' DiskErrors device=sdb
        """
    )

    @OptionGroup var option: ConfigurationOption

    @Option(help: "How long, as 2h or 1d12h; 2h where no end is given.", transform: Add.duration)
    var duration: Duration?

    @Option(help: "When it begins, as 2026-11-23T09:00:00Z; without it, now.", transform: Moment.read)
    var start: Instant?

    @Option(help: "When it ends, in place of a duration.", transform: Moment.read)
    var end: Instant?

    @Option(help: "Who silences.")
    var author: String = OperatorName.present

    @Option(help: "Why; people read it when the silence ends.")
    var comment: String = ""

    @Flag(help: "End it when the last alert that it silences has resolved.")
    var endOnResolve = false

    @Argument(help: "Which alerts: all matchers must hold.")
    var matchers: [String]

    func validate() throws {
      if duration != nil, end != nil { throw ValidationError("give --duration or --end, not both") }
      if let end, end <= max(start ?? .distantPast, SystemTime().now()) {
        throw ValidationError("it would end before it begins")
      }
      for text in matchers { _ = try Add.matcher(text) }
    }

    func run() throws {
      let daemon = option.runningDaemon()
      guard case .status(let report) = try daemon.ask(.status) else { throw SystemExit.systemError }
      let startsAt = start ?? report.time
      let silence = Silence(
        id: UUID().uuidString.lowercased(),
        matchers: try matchers.flatMap { text in try Add.labels(ofKey: text, report) ?? [Add.matcher(text)] },
        startsAt: startsAt,
        endsAt: end ?? startsAt + (duration ?? .hours(2)),
        author: author,
        comment: comment,
        endsOnResolve: endOnResolve
      )
      guard case .done(let count) = try daemon.ask(.silence(silence)) else { throw SystemExit.systemError }
      Terminal.print(silence.id)
      // Beside the id, which is for scripts: a silence that a wrong matcher made void would be noticed only when people are woken.
      Terminal.report(
        startsAt > report.time
          ? "it begins in \((startsAt - report.time).spoken)"
          : count == 0 ? "no alert that is there now is silenced by it" : "silenced by it now: \(count.alerts)"
      )
    }

    private static func duration(_ text: String) throws -> Duration {
      guard let duration = Duration(text: text), duration > .zero else {
        throw ValidationError("'\(text)' is not a duration: write 30m, 2h or 1d")
      }
      return duration
    }

    private static func matcher(_ text: String) throws -> Matcher {
      if !text.contains("=") && !text.contains("!") { return Matcher(name: "alert", comparison: .equal, value: text) }
      guard let matcher = Matcher(text: text) else {
        throw ValidationError("'\(text)' is not a matcher: write name=\"value\", !=, =~ or !~")
      }
      guard matcher.comparison == .matches || matcher.comparison == .matchesNot else { return matcher }
      do throws(LabelPatternError) {
        _ = try LabelPattern(matcher.value)
      } catch {
        throw ValidationError("'\(matcher.value)' is not a pattern: \(error)")
      }
      return matcher
    }

    /// The matchers that take just the alert with a key; its severity may change meanwhile.
    private static func labels(ofKey key: String, _ report: StatusReport) -> [Matcher]? {
      report.alerts.first { $0.key == key }.map { alert in
        alert.labels.pairs.filter { $0.name != "severity" }
          .map { Matcher(name: $0.name, comparison: .equal, value: $0.value) }
      }
    }
  }
}
