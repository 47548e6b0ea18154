import Engine
import Messages
import Model

extension MessageRenderer {
  /// What an effect of the engine puts into the outbox; nothing for what is not told, or on a hook that there is not.
  func items(for effect: Effect, hooks: [HookName: HookDefinition], now: Instant) -> [OutboxItem] {
    switch effect {
    case .notify(let notification): hooks[notification.hook].map { [item(for: notification, hook: $0, now: now)] } ?? []
    case .summarize(let report): hooks[report.hook].map { items(for: report, hook: $0) } ?? []
    case .silence(let notice):
      hooks[notice.hook].map { [OutboxItem(notice: notice.text(at: now), hook: $0.name, now: now)] } ?? []
    case .fault: []
    }
  }
}
