package import Model

/// A recorded file, what its lines are, and when they begin.
package struct RecordedLog: Sendable {
  package let file: RecordedFile
  package let rules: SourceRules
  /// The time of its first line: it is not opened before that.
  package let begin: Instant

  package init(file: RecordedFile, rules: SourceRules, begin: Instant) {
    self.file = file
    self.rules = rules
    self.begin = begin
  }
}

/// The events of many recorded files in the order of time, with only those open that the time has come to.
package struct MergedLines {
  /// The latest beginning first.
  private var waiting: [RecordedLog]
  private var open: [OrderedLines] = []
  private let meter: ReplayMeter

  /// Logs that begin at the same time are read in the order in which they are given.
  package init(_ logs: [RecordedLog], meter: ReplayMeter) {
    self.meter = meter
    waiting = logs.indices.sorted { (logs[$1].begin, $1) < (logs[$0].begin, $0) }.map { logs[$0] }
  }

  /// The next event; nil after the last one of all files.
  package mutating func next() throws(RecordedFileError) -> LineEvent? {
    while true {
      let oldest = open.indices.min { (open[$0].time, $0) < (open[$1].time, $1) }
      if let log = waiting.last, oldest.map({ log.begin <= open[$0].time }) ?? true {
        waiting.removeLast()
        open.append(try OrderedLines(try RecordedLines(log.file, as: log.rules, meter: meter)))
        closeIfEnded(open.count - 1)
      } else if let oldest {
        defer { closeIfEnded(oldest) }
        return try open[oldest].removeFirst()
      } else {
        return nil
      }
    }
  }

  private mutating func closeIfEnded(_ place: Int) {
    if open[place].hasEnded { open.remove(at: place) }
  }
}
