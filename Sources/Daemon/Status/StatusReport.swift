package import Model

/// What the daemon sees: its sources, commands, alerts and hooks, at one moment.
package struct StatusReport: Codable, Sendable {
  package var version: String
  package var startedAt: Instant
  package var time: Instant
  package var sources: [Source]
  package var commands: [Command]
  package var alerts: [Alert]
  package var hooks: [Hook]
  /// Since the start.
  package var totals: Totals
  /// What is wrong with fleepd itself now, in words.
  package var faults: [String]

  package struct Source: Codable, Sendable {
    package var name: SourceName
    /// What it reads, in words: `files`, `journal`, `command`, `standard input`.
    package var kind: String
    /// Whether nothing will come any more.
    package var hasEnded: Bool
    package var files: Int
    package var openFiles: Int
    /// Written and not yet read.
    package var lagBytes: Int
    /// Since when something has been unread.
    package var behindSince: Instant?
    /// How long that is; 0 where all is read.
    package var lagSeconds: Double
    package var lines: Int
    package var bytes: Int
    package var cutLines: Int
    /// NULs passed over at the beginning of truncated files.
    package var skippedBytes: Int
    /// Matches given up because a pattern reached its limit.
    package var skippedMatches: Int
    package var rotations: Int
    package var truncations: Int
    /// How many faults began.
    package var faultCount: Int
    /// What is wrong now.
    package var faults: [String]
  }

  package struct Command: Codable, Sendable {
    package var metric: MetricName
    /// `ok`, or which of the four kinds of failure it is in.
    package var state: String
    package var lastRun: Instant
    package var durationSeconds: Double
  }

  package struct Alert: Codable, Sendable {
    package var name: AlertName
    package var key: String
    package var severity: Severity
    package var labels: Labels
    package var since: Instant
    package var count: Int
    /// `pending`, `firing` or `noData`.
    package var state: String
    /// The ids of the silences that keep it from being told.
    package var silencedBy: [String]
    package var isInhibited: Bool
    package var acknowledgedBy: String?
  }

  package struct Hook: Codable, Sendable {
    package var name: HookName
    /// In words: `idle`, `backing off for 12 s`.
    package var state: String
    package var waiting: Int
    package var oldest: Instant?
    package var lastFault: String?
  }

  package struct Totals: Codable, Sendable, Equatable {
    package var lines = 0
    package var bytes = 0
    package var matches = 0
    package var commandRuns = 0
    package var queued = 0
    /// Messages that Fleep confirmed.
    package var sent = 0
    /// Queued items that those messages told.
    package var told = 0
    package var retries = 0
    /// Items that the full outbox had to give up.
    package var sacrificed = 0

    package init() {}
  }
}
