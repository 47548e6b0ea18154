internal import Model

/// The lines of one source, from wherever they come: recognised and counted.
///
/// A class without locks: the reading thread owns it.
final class SourceLines {
  let definition: SourceDefinition
  var counts = SourceCounts()
  private(set) var missed: MissedLines
  private let recognizer: Recognizer
  private var decoders: [String: TextDecoder] = [:]
  let now: () -> Instant

  var name: SourceName { definition.name }

  /// Nil: every line is an event.
  let joiner: EventJoiner?

  init(_ rules: SourceRules, now: @escaping () -> Instant) {
    definition = rules.source
    missed = MissedLines(of: rules.source.name)
    recognizer = Recognizer(rules)
    // The patterns were compiled once when the rules were.
    joiner = rules.source.multiline.flatMap { try? EventJoiner($0) }
    self.now = now
  }

  /// Notes that lines of a log were never seen; gives the fault.
  func miss(_ path: String, at now: ContinuousClock.Instant) -> SourceFault {
    counts.faults += 1
    return missed.note(path, at: now)
  }

  /// Forgets what was missed a while ago.
  func forgetMissed(at now: ContinuousClock.Instant) -> [SourceReport] { missed.forget(at: now) }

  /// The event that one text is, with fields that came along with it.
  func take(text: String, origin: String, time: Instant, fields: [String: String], into batch: inout PendingBatch) {
    let limit = definition.maxLineLength.bytes
    let isCut = text.utf8.count > limit
    let text = isCut ? String(decoding: text.utf8.prefix(limit), as: UTF8.self) + Recognizer.cutMark : text
    let event = recognizer.recognize(text: text, origin: origin, time: time, fields: fields)
    counts.lines += 1
    counts.bytes += text.utf8.count
    if isCut { counts.cutLines += 1 }
    batch.add(event.map { [$0] } ?? [], lines: 1, bytes: text.utf8.count)
  }

  /// A splitter for one file or stream that begins with some bytes, which may say what the encoding is; else the source does.
  func splitter(forTextBeginningWith start: some Collection<UInt8>, isInsideCutLine: Bool = false) -> LineSplitter {
    let name = TextDecoder.utf16(ofTextBeginningWith: start, isUnmarked: definition.encoding == nil)
    return LineSplitter(
      limit: definition.maxLineLength.bytes,
      joiner: joiner,
      decoder: (name ?? definition.encoding).flatMap(decoder),
      isInsideCutLine: isInsideCutLine
    )
  }

  private func decoder(named name: String) -> TextDecoder? {
    if ["UTF-8", "UTF8"].contains(name.uppercased()) { return nil }
    if let decoder = decoders[name] { return decoder }
    decoders[name] = TextDecoder(name)
    return decoders[name]
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
