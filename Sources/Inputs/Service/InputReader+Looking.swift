internal import Glibc
internal import Model
internal import SystemPackage

extension InputReader {
  /// The first look: every file that exists gets the place that the ledger has for it, or where the source says that reading begins.
  func placeExistingFiles(by places: [String: [UInt8]], at now: ContinuousClock.Instant) {
    let names = Set(lines.map(\.name.text))
    for source in sources { source.remember(places) }
    look(at: now)
    for source in sources { pending.set(source.patternsKey, to: source.learnPatterns()) }
    for key in places.keys where !names.contains(FileSource.name(inKey: key)) { pending.set(key, to: nil) }
  }

  /// Compares what is followed with what is there, and follows what is new.
  ///
  /// Looking at many files takes long: again and again what is written meanwhile to those that are followed is read.
  func look(at start: ContinuousClock.Instant) {
    schedule.looks()
    let wallStart = now()
    var missedSomething = false
    pauses.begin(at: start)
    // A name that came between the look and the watch would be missed: so look again whenever a folder is watched anew.
    for _ in 0..<InputReader.looksAtOnce {
      var folders: Set<String> = []
      var ancestors: Set<String> = []
      for source in sources {
        let survey = source.survey(meanwhile: pauseLook)
        // What hints have told of was not missed.
        readMeanwhile()
        folders.formUnion(survey.folders)
        ancestors.formUnion(survey.ancestors)
        let comparison = source.compare(with: survey, at: start)
        if !comparison.appeared.isEmpty || !comparison.changed.isEmpty { missedSomething = true }
        act(on: comparison, of: survey, in: source, at: wallStart)
      }
      guard watches.watch(folders: folders, ancestors: ancestors) else { break }
    }
    keepTexts()
    startDecompression()
    watchMore()
    rotatedNames.forget()
    let end = clock.now
    schedule.looked(at: end, cost: start.duration(to: end) - pauses.duration, missedSomething: missedSomething)
    endGraceTimes(at: end)
    endRewriting(at: end)
    for lines in lines {
      for told in lines.forgetMissed(at: end) { report(told) }
      lines.missed.end.map { schedule.want($0) }
    }
    if watches.isIncomplete || sources.contains(where: \.hasUnwatchedFiles) { schedule.poll(at: end) }
  }

  /// Lets a look pause that has taken its slice of the time.
  func pauseLook() {
    if pauses.isDue(at: clock.now) { readMeanwhile() }
  }

  /// Reads what was written while a look goes on.
  func readMeanwhile() {
    guard isFollowing else { return }
    let start = clock.now
    wait(0)
    serve()
    pauses.add(from: start, to: clock.now)
  }

  private func act(
    on comparison: FileSource.Comparison,
    of survey: FileSource.Survey,
    in source: FileSource,
    at now: Instant
  ) {
    var unreadable = survey.unreadable
    for file in comparison.appeared {
      do {
        try follow(file, pattern: comparison.patternOf[file.id])
      } catch {
        unreadable[file.path] = error.rawValue
        noteUnreadable(file, because: error)
      }
    }
    for file in comparison.changed { enqueue(file) }
    follow(survey.fifos, of: source)
    finishLost(source.takeLost(hiddenBy: unreadable, at: now), in: source, unreadable: &unreadable)
    rotatedNames.holdingSteady { for file in comparison.appeared { finishRotation(to: file) } }
    let new = comparison.appeared + followUnseen(in: survey.folders, of: source, at: now)
    if !new.isEmpty { pending.set(source.patternsKey, to: source.learnPatterns()) }
    orderGenerations(among: new, in: source)
    unreadable.merge(source.failures) { first, _ in first }
    for told in source.update(unreadable: unreadable) { report(told) }
  }

  private static let looksAtOnce = 8

  /// Deals with the places whose files do not have their names any more; of generations that cannot be read they are kept.
  private func finishLost(_ lost: [String: FilePosition?], in source: FileSource, unreadable: inout [String: Int32]) {
    guard !lost.isEmpty else { return }
    let logs = Dictionary(grouping: lost.values.compactMap { $0 }) { source.family(of: $0.path) }
    for (log, positions) in logs {
      let current = source.current(of: log)
      let isNew = current?.offset ?? 0 == 0
      let search = findGenerations(of: log, lost: positions, current: current, isNew: isNew, in: source)
      unreadable.merge(search.unreadable) { first, _ in first }
      for position in search.missing { source.knownTexts.note(position, at: now()) }
      // A file that is gone without a successor was removed by somebody who had no more use for it.
      for position in search.missing where isNew && current != nil && position.offset > 0 {
        reportMissed(position, in: source)
      }
    }
    let live = Set(source.files.values.map(\.key))
    for key in lost.keys where !live.contains(key) && source.remembered[key] == nil { pending.set(key, to: nil) }
  }

  /// Where a name stands for a new file, what it stood for is read to its end first.
  func finishRotation(to file: FollowedFile) {
    guard file.predecessor != nil, file.source.files[file.id] === file else { return }
    file.source.lines.counts.rotations += 1
    finishGenerations(of: file.path, lost: [], current: file, isNew: true, in: file.source)
  }

  /// Opens the FIFOs that appeared, and leaves those that are gone.
  private func follow(_ paths: Set<String>, of source: FileSource) {
    let known = Set(streams.filter { $0.lines === source.lines }.map(\.origin))
    for stream in streams where stream.lines === source.lines && !paths.contains(stream.origin) { stream.close() }
    streams.removeAll { $0.lines === source.lines && !paths.contains($0.origin) }
    streams += paths.subtracting(known).sorted().map { StreamSource(source.lines, .fifo($0), report: report) }
  }

  /// Opens a file that was not followed before, puts it at its place and lets it be read.
  func follow(_ file: FollowedFile, pattern: Int?) throws(Errno) {
    do {
      guard try openFiles.open(file) else { return schedule.retry(at: clock.now) }
      try place(file, pattern: pattern)
      file.source.add(file)
      file.source.arrivals.noteFile(at: file.path, now: clock.now)
      file.watching = watches.watch(file)
      pending.move(file)
      enqueue(file)
    } catch {
      openFiles.close(file)
      throw error
    }
  }

  private func place(_ file: FollowedFile, pattern: Int?) throws(Errno) {
    let source = file.source
    let position = source.takeRemembered(file.key)
    if position == nil, let otherKey = try source.goOnFromOtherDevice(file) { return pending.set(otherKey, to: nil) }
    if let position, position.offset > 0 {
      if try file.resume(at: position) { return }
      source.lines.counts.truncations += 1
      source.remembered[file.key] = position
      // Before the next look the ledger may have the new file under this key, and nothing else of the old one.
      source.knownTexts.note(position, at: now())
    } else if position == nil, let pattern, source.isNew(pattern: pattern), source.input.readFrom == .end {
      try file.startAtEnd()
    } else {
      file.mayBeCopy = !source.originals(of: file).isEmpty
    }
  }

  /// Closes the files that have left and had their grace time.
  private func endGraceTimes(at now: ContinuousClock.Instant) {
    for file in sources.flatMap(\.departedFiles) {
      guard let since = file.departed else { continue }
      let end = since + (file.isRemoved ? settings.removedGrace : settings.renamedGrace)
      let waits =
        file.isReady || file.decompression != nil || file.awaitsText
        || (file.source.awaitsRest && now < since + settings.unseenSearch)
      if waits || now < end {
        schedule.want(waits ? now + settings.pollInterval : end)
      } else {
        finishHalfLine(of: file)
        // What was read of it may come to light again.
        file.source.knownTexts.note(file.position, at: self.now())
        for (key, position) in file.source.moveRemembered(to: file) { pending.set(key, to: position.encoded()) }
        forget(file)
        if file.source.waits(for: file.position, at: self.now()) { keep(file.position, in: file.source) }
        pending.set(file.source.patternsKey, to: file.source.learnPatterns())
      }
    }
  }

  /// How each source stands, in the order of the rules.
  var statuses: [SourceStatus] {
    lines.map { lines in
      var status = SourceStatus(source: lines.name, kind: lines.definition.input.kind)
      status.counts = lines.counts
      status.faults = lines.missed.faults
      for stream in streams where stream.lines === lines {
        status.hasEnded = stream.hasEnded
        status.faults += stream.faults
        status.add(lag: stream.unreadBytes, since: stream.behindSince)
        if case .files = lines.definition.input {
          status.files += 1
          if stream.descriptor >= 0 { status.openFiles += 1 }
        }
      }
      for journal in journals where journal.lines === lines {
        status.faults += journal.faults
        status.add(lag: 0, since: journal.behindSince)
      }
      for source in sources where source.lines === lines { describe(source, in: &status) }
      return status
    }
  }

  private func describe(_ source: FileSource, in status: inout SourceStatus) {
    for file in source.files.values {
      status.files += 1
      if file.descriptor != nil { status.openFiles += 1 }
      status.add(lag: file.unreadBytes, since: file.behindSince)
    }
    status.faults += source.faults
  }
}
