import Model

/// One alert of a rule on lines, from its first line to its end.
struct LineAlert: Sendable, Equatable, Codable {
  enum Phase: String, Sendable, Codable {
    /// Not firing: lines are counted, a line is awaited, or a value is remembered.
    case waiting
    /// Enough lines came, and `for` is not over.
    case pending
    case firing
  }

  /// What a line is for the alert.
  struct Line {
    var time: Instant
    var fields: [String: String]
    var text: String
    var origin: String
  }

  private(set) var phase = Phase.waiting
  /// When the phase began.
  private(set) var since: Instant
  private(set) var window = SlidingWindow()
  /// Lines so far; of those before it fired, the ones in the window.
  private(set) var count = 0
  /// The newest line.
  private(set) var last: Instant
  private(set) var labels = Labels()
  private(set) var fields: [String: String] = [:]
  private(set) var lines: [String] = []
  private(set) var origin = ""
  var acknowledgedBy: String?

  init(at time: Instant) {
    since = time
    last = time
  }

  /// When something happens to it without a line; nil: never.
  func deadline(_ rule: LineRule) -> Instant? {
    switch (phase, rule.trigger) {
    case (.waiting, .lines): last + rule.quiet
    case (.waiting, .absence(let absentFor)): last + absentFor
    case (.waiting, .missing(let within, _)): since + within
    case (.waiting, .novelty(let remember)): last + remember
    case (.pending, _): min(since + rule.pendingFor, rule.resolveAfter.map { last + $0 } ?? .distantFuture)
    case (.firing, .absence): nil
    case (.firing, _): quietDeadline(rule)
    }
  }

  private func quietDeadline(_ rule: LineRule) -> Instant? {
    // An alert that no line made fire is quiet from its beginning on.
    let begin = max(since, last)
    guard let resolveAfter = rule.resolveAfter else { return rule.resolvesByLine ? nil : begin + rule.quiet }
    if case .lines = rule.trigger { return last + resolveAfter }
    return begin + resolveAfter
  }

  /// A firing alert as it is at this moment.
  func alert(_ rule: LineRule, status: Alert.Status = .firing, endsAt: Instant? = nil) -> Alert {
    Alert(
      name: rule.name,
      rule: rule.id,
      labels: labels,
      status: status,
      startsAt: since,
      endsAt: endsAt,
      count: count,
      window: rule.window,
      fields: fields,
      lines: lines,
      source: rule.source,
      origin: origin,
      annotations: rule.annotations
    )
  }
}

extension LineAlert {
  /// What became of an alert by a step.
  enum Step: Equatable {
    case nothing
    case fired
    case resolved(Alert)
    case ended(Alert)
    /// It was not firing, and nothing more is expected of it.
    case lapsed

    /// Whether the alert can be forgotten after the step.
    func isEnd(of rule: LineRule) -> Bool {
      switch self {
      case .nothing, .fired: false
      case .resolved, .ended: !rule.outlivesEpisodes
      case .lapsed: true
      }
    }
  }

  /// Takes a line that the rule matches.
  ///
  /// The alert has been brought up to the line's time before.
  mutating func match(_ line: Line, _ rule: LineRule) -> Step {
    let isNew = lines.isEmpty && labels.isEmpty
    if phase == .firing, case .absence = rule.trigger { return resolve(at: line.time, rule, keeping: line) }
    keep(line)
    switch (phase, rule.trigger) {
    case (.waiting, .lines(let threshold, let within)):
      window.add(line.time, within: within, limit: threshold)
      count = window.times.count
      guard count >= threshold else { return .nothing }
      window = SlidingWindow()
      labels = rule.labels(line.fields)
      return begin(at: line.time, rule)
    case (.waiting, .novelty):
      guard isNew else { return .nothing }
      count = 1
      labels = rule.labels(line.fields)
      return begin(at: line.time, rule)
    case (.waiting, .missing), (.pending, _), (.firing, _):
      count += 1
      return .nothing
    case (.waiting, .absence):
      return .nothing
    }
  }

  /// Takes a line that ends the alert.
  mutating func resolve(at time: Instant, _ rule: LineRule, keeping line: Line? = nil) -> Step {
    let final = phase == .firing ? alert(rule, status: .resolved, endsAt: max(time, since)) : nil
    rest()
    if let line { keep(line) }
    if let final { return .resolved(final) }
    return rule.outlivesEpisodes ? .nothing : .lapsed
  }

  /// Does what is due at `time`, its deadline.
  mutating func expire(at time: Instant, _ rule: LineRule) -> Step {
    switch (phase, rule.trigger) {
    case (.waiting, .lines), (.waiting, .novelty):
      return .lapsed
    case (.waiting, .absence), (.waiting, .missing):
      labels = rule.labels(fields)
      return fire(at: time)
    case (.pending, _):
      return time == since + rule.pendingFor ? fire(at: time) : .lapsed
    case (.firing, _):
      let final = alert(rule, status: .resolved, endsAt: time)
      rest()
      return rule.resolveAfter == nil ? .ended(final) : .resolved(final)
    }
  }

  private mutating func begin(at time: Instant, _ rule: LineRule) -> Step {
    guard rule.pendingFor > .zero else { return fire(at: time) }
    phase = .pending
    since = time
    return .nothing
  }

  private mutating func fire(at time: Instant) -> Step {
    phase = .firing
    since = time
    return .fired
  }

  /// Goes back to waiting; only what says what was seen, and when, stays.
  private mutating func rest() {
    phase = .waiting
    count = 0
    lines = []
    acknowledgedBy = nil
  }

  private mutating func keep(_ line: Line) {
    if line.time >= last || fields.isEmpty {
      fields = LineText.fields(line.fields)
      origin = line.origin
    }
    last = max(last, line.time)
    lines.append(LineText.cut(line.text, to: LineText.lineLength))
    if lines.count > LineText.lineCount { lines.removeFirst() }
  }
}
