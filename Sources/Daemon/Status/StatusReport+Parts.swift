import Delivery
import Engine
import Inputs
import Model

// How each part of a report is made from what its part of the daemon says of itself.

extension StatusReport.Source {
  init(_ status: SourceStatus, now: Instant) {
    name = status.source
    kind = status.kind
    hasEnded = status.hasEnded
    files = status.files
    openFiles = status.openFiles
    lagBytes = status.lag.bytes
    behindSince = status.behindSince
    lagSeconds = status.behindSince.map { max(.zero, now - $0).inSeconds } ?? 0
    lines = status.counts.lines
    bytes = status.counts.bytes
    cutLines = status.counts.cutLines
    skippedBytes = status.counts.skippedNULs
    skippedMatches = status.counts.limitsReached
    rotations = status.counts.rotations
    truncations = status.counts.truncations
    faultCount = status.counts.faults
    faults = status.faults.map { "\($0.kind.rawValue) \($0.path)" }
  }
}

extension StatusReport.Command {
  init(_ run: CommandRun) {
    metric = run.metric
    lastRun = run.started
    durationSeconds = run.duration.inSeconds
    state = run.failure ?? "ok"
  }
}

extension StatusReport.Alert {
  init(_ view: AlertView) {
    name = view.alert.name
    key = view.alert.key
    severity = view.alert.severity
    labels = view.alert.labels
    since = view.alert.startsAt
    count = view.alert.count
    state = view.state.rawValue
    silencedBy = view.silencedBy
    isInhibited = view.isInhibited
    acknowledgedBy = view.acknowledgedBy
  }
}

extension StatusReport.Hook {
  init(_ status: HookStatus, now: Instant) {
    name = status.hook
    waiting = status.queued
    oldest = status.oldest
    lastFault = status.lastFault.map { "\($0)" }
    state =
      switch status.condition {
      case .idle: "idle"
      case .waiting(let until): "waits for its rate, \((until - now).spoken)"
      case .inFlight: "posting"
      case .backingOff(let until, let since):
        "failing for \((now - since).spoken), next attempt in \((until - now).spoken)"
      case .away(let since, _, let standIn):
        "away for \((now - since).spoken)" + (standIn.map { ", \($0) stands in" } ?? "")
      case .unconfigured: "not in the configuration"
      }
  }
}
