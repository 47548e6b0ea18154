internal import Model

/// Standard input, programs, FIFOs and journals.
extension InputReader {
  /// The streams that sources name, and the FIFOs that another reader left open; the other FIFOs are found by the looks for files.
  ///
  /// What was left open and belongs to no source any more is closed.
  static func streams(
    of sources: [SourceLines],
    left: [OpenStream],
    standardInput: Int32,
    report: @escaping (SourceReport) -> Void
  ) -> [StreamSource] {
    defer { for stream in left { stream.closeUnlessTaken() } }
    return sources.flatMap { lines -> [StreamSource] in
      let own = left.filter { $0.source == lines.name }
      let opening: StreamOpening
      switch lines.definition.input {
      case .standardInput: opening = .inherited(standardInput, origin: "")
      case .command(let command): opening = .command(command)
      case .files:
        return own.filter(\.opening.isFIFO).compactMap { StreamSource(lines, goingOnWith: $0, report: report) }
      case .journal, .chat: return []
      }
      let open = own.first { $0.opening == opening }.flatMap { StreamSource(lines, goingOnWith: $0, report: report) }
      return [open ?? StreamSource(lines, opening, report: report)]
    }
  }

  func readStreams() {
    inTurn(\.streams, where: \.isReady) { $0.read(settings.turn.bytes, with: buffer, into: &pending) }
  }

  func readJournals() {
    inTurn(\.journals, where: \.isReady) { $0.read(at: clock.now, into: &pending) }
  }

  /// One turn for each that is ready; where there is no room any more, the next round begins with those that had none.
  private func inTurn<Source>(
    _ all: ReferenceWritableKeyPath<InputReader, [Source]>,
    where isReady: (Source) -> Bool,
    read: (Source) -> Void
  ) {
    let sources = self[keyPath: all]
    for (index, source) in sources.enumerated() where isReady(source) {
      if isFull {
        self[keyPath: all] = Array(sources[index...] + sources[..<index])
        return
      }
      read(source)
      if !pending.events.isEmpty { handOver(at: clock.now) }
    }
  }
}
