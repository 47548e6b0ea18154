import Engine
import FleepHooks
import Model

// What fleepd has to say for itself, in words: to a conversation, or to the log.

extension OutboxItem {
  /// A sentence of fleepd's own for a conversation.
  init(notice text: String, hook: HookName, now: Instant) {
    self.init(hook: hook, kind: .notice, queued: now, text: Markup.inert(text))
  }
}

extension SilenceNotice {
  /// The notice as a sentence.
  func text(at now: Instant) -> String {
    let matchers = silence.matchers.map(\.description).joined(separator: ", ")
    let comment = silence.comment.isEmpty ? "" : " (\(silence.comment))"
    let subject = "the silence of \(silence.author) on \(matchers)\(comment)"
    let alerts = firing.spoken("firing alert")
    return switch step {
    case .endsSoon: "fleepd: \(subject) ends in \((silence.endsAt - now).spoken), and \(alerts) will be told again"
    case .ended: "fleepd: \(subject) ended" + (firing > 0 ? "; still broken: \(alerts)" : "")
    case .endedUnused: "fleepd: \(subject) ended and never silenced anything"
    }
  }
}

extension RuleFault {
  /// The fault as a sentence.
  var text: String {
    switch kind {
    case .tooManyKeys(let limit):
      "The rule \(rule) has as many keys as it may (\(limit)): each new one displaces the oldest, or is left out."
    case .noCommonRoom(let total):
      "All rules together have as many keys as they may (max_keys, \(total)), and the rule \(rule) its share: each new one of it displaces its oldest, or is left out."
    case .keysFitAgain(let lines):
      "The rule \(rule) has room for new keys again; \(lines) lines met none."
    }
  }
}
