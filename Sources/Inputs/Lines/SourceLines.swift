internal import Model

/// The lines of one source, from wherever they come: recognised and counted.
///
/// A class without locks: the reading thread owns it.
final class SourceLines {
  let definition: SourceDefinition
  var counts = SourceCounts()
  private let recognizer: Recognizer
  private let now: () -> Instant

  var name: SourceName { definition.name }

  /// Nil: every line is an event.
  let joiner: EventJoiner?

  init(_ rules: SourceRules, now: @escaping () -> Instant) {
    definition = rules.source
    recognizer = Recognizer(rules)
    // The patterns were compiled once when the rules were.
    joiner = rules.source.multiline.flatMap { try? EventJoiner($0) }
    self.now = now
  }

  /// A splitter for one file or stream.
  func splitter(isInsideCutLine: Bool = false) -> LineSplitter {
    LineSplitter(limit: definition.maxLineLength.bytes, joiner: joiner, isInsideCutLine: isInsideCutLine)
  }

  /// The events in a block; the batch counts its lines and bytes.
  func take(_ block: LineSplitter.Block, origin: String, lineBefore: inout Instant?, into batch: inout PendingBatch) {
    let events =
      block.isEvent
      ? recognizer.recognize(event: block.bytes, origin: origin, arrival: now(), lineBefore: &lineBefore)
      : recognizer.recognize(
        block.bytes,
        isCut: block.isCut,
        origin: origin,
        arrival: now(),
        lineBefore: &lineBefore
      )
    let lines = block.lineCount
    counts.lines += lines
    counts.bytes += block.bytes.count
    counts.limitsReached = recognizer.limitsReached
    if block.isCut { counts.cutLines += 1 }
    batch.add(events, lines: lines, bytes: block.bytes.count)
  }
}
