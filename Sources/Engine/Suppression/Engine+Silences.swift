import Model

extension Engine {
  /// Moves silences on in their lives; gives what people should read of it.
  mutating func silenceNotices(_ changes: [AlertChange], _ now: Instant) -> [Effect] {
    var effects: [Effect] = []
    while let (silence, step) = silenceBook.popDue(by: now) { effects += notices(of: silence, step, now) }
    for case .fired(_, let alert) in changes {
      for id in silenceBook.silences(for: alert.labels, at: now) { silenceBook.use(id) }
    }
    let isOver = changes.contains { change in
      switch change {
      // An alert of another severity may be no source of an inhibition any more.
      case .resolved, .ended, .changed: true
      case .fired, .flapping, .steady: false
      }
    }
    if isOver { groupBook.wakeHolding(now: now) }
    guard isOver, silenceBook.endsWithAlerts else { return effects }
    for id in silenceBook.done(allFiring.map(\.alert.labels)) { effects += unsilence(id, now) }
    return effects
  }

  /// Ends a silence now.
  mutating func unsilence(_ id: Silence.ID, _ now: Instant) -> [Effect] {
    silenceBook.expire(id).map { notices(of: $0.silence, $0.step, now) } ?? []
  }

  private mutating func notices(of silence: Silence, _ step: SilenceBook.Step, _ now: Instant) -> [Effect] {
    let silenced = allFiring.filter { silenceBook.matches(silence, $0.alert.labels) }
    func notice(_ step: SilenceNotice.Step) -> [Effect] {
      [.silence(SilenceNotice(hook: rules.route.hook, silence: silence, step: step, firing: silenced.count))]
    }
    switch step {
    case .started:
      if !silenced.isEmpty { silenceBook.use(silence.id) }
      // The groups must see the silence while it holds, so that they know of its end.
      for (id, _) in silenced { groupBook.wake(id, now: now) }
      return []
    case .endsSoon:
      return silenced.isEmpty ? [] : notice(.endsSoon)
    case .ended(let isUsed):
      groupBook.wakeHolding(now: now)
      if !silenced.isEmpty { return notice(.ended) }
      return isUsed ? [] : notice(.endedUnused)
    }
  }
}
