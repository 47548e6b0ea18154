import FleepHooks
import Model

/// Takes the hooks' keys out of what comes from outside, before it is stored or sent: a log that holds one must not spread it.
struct KeyRedaction {
  private let keys: [String]

  init(hooks: [HookDefinition]) {
    keys = hooks.compactMap { try? HookAddress($0.url.revealed).key }
  }

  func redacted(_ text: String) -> String { HookKey.redact(in: text, keys: keys) }

  func redacted(_ events: [LineEvent]) -> [LineEvent] {
    // Most batches hold no key: looking is cheaper than copying.
    guard events.contains(where: { event in keys.contains { event.text.utf8.contains($0.utf8) } }) else {
      return events
    }
    return events.map { event in
      var event = event
      event.text = redacted(event.text)
      for index in event.hits.indices { event.hits[index].fields = event.hits[index].fields.mapValues(redacted) }
      return event
    }
  }

  func redacted(_ run: CommandRun) -> CommandRun {
    var run = run
    switch run.result {
    case .failed(let status, let message): run.result = .failed(status: status, message: redacted(message))
    case .unparsable(let reason): run.result = .unparsable(reason: redacted(reason))
    case .absent(let reason): run.result = .absent(reason: redacted(reason))
    case .samples, .timedOut: break
    }
    return run
  }
}

extension Sequence<UInt8> where Self: Collection {
  fileprivate func contains(_ other: some Collection<UInt8>) -> Bool { firstRange(of: other) != nil }
}
