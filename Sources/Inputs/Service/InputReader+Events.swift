internal import Model

/// Events of several lines whose end has not come, and half lines.
extension InputReader {
  /// An event whose end has not come waits for it; each line that comes lets it wait anew.
  func waitForEvent(of file: FollowedFile) {
    let wasWaiting = file.eventDeadline != nil
    let timeout = file.hasOpenEvent ? file.source.lines.joiner?.timeout : nil
    file.eventDeadline = timeout.map { clock.now + $0 }
    if timeout != nil, !wasWaiting { openEvents.append(file) }
  }

  /// Takes the events as they are for which nothing more came in time.
  func closeEvents(at now: ContinuousClock.Instant) {
    for file in openEvents {
      guard let deadline = file.eventDeadline, now >= deadline else { continue }
      file.eventDeadline = nil
      file.closeEvent { recognize($0, of: file) }
      pending.move(file)
    }
    openEvents.removeAll { $0.eventDeadline == nil }
    for stream in streams { stream.closeEvent(at: now, into: &pending) }
  }

  /// The half line at the end of a file that is gone counts as a line.
  func finishHalfLine(of file: FollowedFile) {
    Array(file.halfLine).withUnsafeBytes { file.splitter.finish($0) { recognize($0, of: file) } }
  }
}
