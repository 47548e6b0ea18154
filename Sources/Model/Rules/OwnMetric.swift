/// A metric that fleepd has of itself: expressions and summaries read it like any other.
package enum OwnMetric: String, Sendable, CaseIterable {
  case sourceLagBytes = "fleepd_source_lag_bytes"
  case sourceLagSeconds = "fleepd_source_lag_seconds"
  case sourceFiles = "fleepd_source_files"
  case sourceOpenFiles = "fleepd_source_open_files"
  case sourceLines = "fleepd_source_lines_total"
  case sourceBytes = "fleepd_source_bytes_total"
  case sourceCutLines = "fleepd_source_cut_lines_total"
  case sourceSkippedBytes = "fleepd_source_skipped_bytes_total"
  case sourceSkippedMatches = "fleepd_source_skipped_matches_total"
  case sourceRotations = "fleepd_source_rotations_total"
  case sourceTruncations = "fleepd_source_truncations_total"
  case sourceFaults = "fleepd_source_faults_total"
  case sourceUnreadable = "fleepd_source_unreadable"
  case sourceGenerationMissed = "fleepd_source_generation_missed"
  case sourceRewritten = "fleepd_source_rewritten"
  case sourcePolled = "fleepd_source_polled"
  case hookGone = "fleepd_hook_gone"
  case hookFailingSeconds = "fleepd_hook_failing_seconds"
  case hookWaiting = "fleepd_hook_waiting"
  case hookOldestSeconds = "fleepd_hook_oldest_seconds"
  case hookAttempts = "fleepd_hook_attempts_total"
  case hookPosts = "fleepd_hook_posts_total"
  case hookItems = "fleepd_hook_items_total"
  case hookFaults = "fleepd_hook_faults_total"
  case hookDeadLetters = "fleepd_hook_dead_letters_total"
  case ledgerFailing = "fleepd_ledger_failing"
  case configurationRejected = "fleepd_configuration_rejected"

  package var name: MetricName { MetricName(rawValue) }

  /// What its value says, a sentence for the manual.
  package var meaning: String {
    switch self {
    case .sourceLagBytes: "Bytes that are written and not yet read."
    case .sourceLagSeconds: "Since when something has been unread; 0 where all is read."
    case .sourceFiles: "Files that are followed."
    case .sourceOpenFiles: "Files that are open; idle ones may be closed when descriptors are few."
    case .sourceLines: "Lines read, seen by a rule or not."
    case .sourceBytes: "Bytes read."
    case .sourceCutLines: "Lines longer than `max_line_length`, of which only the beginning was read."
    case .sourceSkippedBytes: "NULs passed over at the beginning of truncated files."
    case .sourceSkippedMatches: "Matches given up because a pattern reached its limit on a line."
    case .sourceRotations: "Files that a name came to stand for anew."
    case .sourceTruncations: "Files that were cut off or rewritten in place."
    case .sourceFaults: "Faults that began."
    case .sourceUnreadable: "1 while the file, folder, journal or command cannot be read; `path` says which."
    case .sourceGenerationMissed:
      "1 for a minute after lines were found to have been missed; `path` says of which file."
    case .sourceRewritten: "1 while the file is rewritten in place again and again; `path` says which."
    case .sourcePolled:
      "1 while its files are looked at every 250 ms, for want of inotify; `path` says which limit is used up."
    case .hookGone: "1 while the hook says that it is gone."
    case .hookFailingSeconds: "How long it has failed, without being gone; 0 where it has not."
    case .hookWaiting: "Messages that wait or are on their way."
    case .hookOldestSeconds: "How long the oldest of them has waited."
    case .hookAttempts: "Requests made."
    case .hookPosts: "Requests that Fleep confirmed."
    case .hookItems: "Messages that those told: one request can hold many."
    case .hookFaults: "Requests that failed."
    case .hookDeadLetters: "Messages that the hook refused."
    case .ledgerFailing: "1 while the state cannot be stored."
    case .configurationRejected: "1 while the configuration on the disk is wrong, and an older one in force."
    }
  }

  /// The labels that tell its series apart, beside the external ones.
  package var labelNames: [String] {
    switch self {
    case .sourceUnreadable, .sourceGenerationMissed, .sourceRewritten, .sourcePolled: ["source", "path"]
    case .sourceLagBytes, .sourceLagSeconds, .sourceFiles, .sourceOpenFiles, .sourceLines, .sourceBytes,
      .sourceCutLines, .sourceSkippedBytes, .sourceSkippedMatches, .sourceRotations, .sourceTruncations, .sourceFaults:
      ["source"]
    case .hookGone, .hookFailingSeconds, .hookWaiting, .hookOldestSeconds, .hookAttempts, .hookPosts, .hookItems,
      .hookFaults, .hookDeadLetters:
      ["hook"]
    case .ledgerFailing, .configurationRejected: []
    }
  }
}
