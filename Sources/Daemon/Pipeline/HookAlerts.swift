import Engine
import Model

// Where it is told that a hook is in trouble: not at that hook, the one place where nobody would read it.

extension Effect {
  /// The effect, for another hook where it tells of the trouble of the very hook that it is for.
  ///
  /// That is its fallback, else the first other one by name. Where there is no other it stays, and is read when the hook is back.
  func redirected(among hooks: [HookName: HookDefinition]) -> Effect {
    guard case .notify(var notification) = self else { return self }
    let hook = notification.hook
    guard (notification.alerts + notification.passed).contains(where: { $0.isTrouble(of: hook) }) else { return self }
    let others = hooks.keys.filter { $0 != hook }
    notification.hook = hooks[hook]?.fallback ?? others.min() ?? hook
    return .notify(notification)
  }
}

extension Alert {
  private static let names: [AlertName] = ["HookGone", "HookFailing"]

  fileprivate func isTrouble(of hook: HookName) -> Bool {
    Alert.names.contains(name) && labels["hook"] == hook.text
  }
}
