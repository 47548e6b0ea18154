internal import Model

/// What inotify tells; files that it does not serve, since the user may have no more of it, are looked at now and then, and where that lasts it
/// is told once.
extension InputReader {
  /// Takes up what inotify has told.
  func noteHints() {
    let hints = watches.hints()
    let newcomers = hints.arrived.flatMap(meet)
    rotatedNames.holdingSteady { for file in newcomers { finishRotation(to: file) } }
    for file in hints.written {
      enqueue(file)
      for copy in file.source.possibleCopies(of: file) { enqueue(copy) }
    }
    if hints.wantsLook { schedule.hint() }
  }

  /// Tries again to watch what could not be watched; tells of sources for which there is too little, and of those for which there is enough again.
  func watchMore() {
    let shortages = sources.map(shortage)
    let lasts = watches.lasts(shortages.contains { $0 != nil }, at: clock.now)
    for (source, shortage) in zip(sources, shortages) { tell(lasts ? shortage : nil, of: source) }
  }

  private func shortage(of source: FileSource) -> FileWatches.Shortage? {
    for file in source.files.values where file.watching == .refused {
      guard (try? open(file)) == true else { continue }
      file.watching = watches.watch(file)
      // When one is refused, so are all others.
      if file.watching == .refused { break }
      // What was written before it was watched is told by nobody.
      enqueue(file)
    }
    let lacksWatches = settings.usesInotify && source.files.values.contains { $0.watching == .refused }
    return watches.shortage ?? (lacksWatches ? .watches : nil)
  }

  private func tell(_ shortage: FileWatches.Shortage?, of source: FileSource) {
    guard shortage != source.shortage else { return }
    if let old = source.shortage { report(old.ended(of: source.name)) }
    if let shortage { report(shortage.began(of: source.name)) }
    if shortage != nil { source.lines.counts.faults += 1 }
    source.shortage = shortage
  }
}

extension FileWatches.Shortage {
  func fault(of source: SourceName) -> SourceFault {
    SourceFault(kind: .polled, source: source, path: rawValue)
  }

  func began(of source: SourceName) -> SourceReport {
    let text = """
      \(rawValue) is used up, so that inotify does not tell of all that source \(source) follows; fleepd looks at it again and again instead, \
      which costs time, and notices when the limit has been raised.
      """
    return .began(fault(of: source), text)
  }

  func ended(of source: SourceName) -> SourceReport {
    .ended(fault(of: source), "inotify serves source \(source) again.")
  }
}
