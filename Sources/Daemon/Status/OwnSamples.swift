import Delivery
import Inputs
import Model

/// What fleepd sees of itself at one moment, as samples of its own metrics.
struct OwnSamples {
  private(set) var all: [Sample] = []
  private let now: Instant

  init(sources: [SourceStatus], hooks: [HookStatus], faults: FaultLog, now: Instant) {
    self.now = now
    for source in sources { add(source, faults) }
    for hook in hooks { add(hook, faults) }
    let ledger = faults.text(.ledgerWriting) ?? faults.text(.ledgerOpening)
    add(.ledgerFailing, [:], ledger == nil ? 0 : 1, ledger)
    let configuration = faults.text(.configuration)
    add(.configurationRejected, [:], configuration == nil ? 0 : 1, configuration)
  }

  private mutating func add(_ source: SourceStatus, _ faults: FaultLog) {
    let labels: Labels = ["source": source.source.text]
    let counts = source.counts
    add(.sourceLagBytes, labels, Double(source.lag.bytes))
    // Of the journal nobody knows how much it is.
    let unread = source.lag > ByteCount(0) ? source.lag.bytes.spoken("byte") : "entries"
    add(.sourceLagSeconds, labels, seconds(since: source.behindSince), "\(unread) are not read yet")
    add(.sourceFiles, labels, Double(source.files))
    add(.sourceOpenFiles, labels, Double(source.openFiles))
    add(.sourceLines, labels, Double(counts.lines))
    add(.sourceBytes, labels, Double(counts.bytes))
    add(.sourceCutLines, labels, Double(counts.cutLines))
    add(.sourceSkippedBytes, labels, Double(counts.skippedNULs))
    add(.sourceSkippedMatches, labels, Double(counts.limitsReached))
    add(.sourceRotations, labels, Double(counts.rotations))
    add(.sourceTruncations, labels, Double(counts.truncations))
    add(.sourceFaults, labels, Double(counts.faults))
    for fault in source.faults {
      var labels = labels
      labels["path"] = fault.path
      let text = faults.text(FaultLog.Key(fault))
      switch fault.kind {
      case .unreadable: add(.sourceUnreadable, labels, 1, text)
      case .generationMissed: add(.sourceGenerationMissed, labels, 1, text)
      case .rewritten: add(.sourceRewritten, labels, 1, text)
      case .polled: add(.sourcePolled, labels, 1, text)
      }
    }
  }

  private mutating func add(_ hook: HookStatus, _ faults: FaultLog) {
    let labels: Labels = ["hook": hook.hook.text]
    let text = faults.text(FaultLog.Key(hook.hook))
    add(.hookGone, labels, hook.isGone ? 1 : 0, text)
    add(.hookFailingSeconds, labels, seconds(since: hook.isGone ? nil : hook.troubleSince), text)
    add(.hookWaiting, labels, Double(hook.queued))
    add(.hookOldestSeconds, labels, seconds(since: hook.oldest))
    add(.hookAttempts, labels, Double(hook.counts.attempts))
    add(.hookPosts, labels, Double(hook.counts.posts))
    add(.hookItems, labels, Double(hook.counts.items))
    add(.hookFaults, labels, Double(hook.counts.faults))
    add(.hookDeadLetters, labels, Double(hook.counts.buried))
  }

  private mutating func add(_ metric: OwnMetric, _ labels: Labels, _ value: Double, _ detail: String? = nil) {
    all.append(Sample(metric: metric.name, labels: labels, value: value, time: now, detail: detail))
  }

  private func seconds(since instant: Instant?) -> Double {
    instant.map { max(.zero, now - $0).inSeconds } ?? 0
  }
}
