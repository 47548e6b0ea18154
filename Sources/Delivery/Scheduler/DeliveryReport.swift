package import Model

/// Something about delivery that people should know, told once and not with every attempt.
package enum DeliveryReport: Sendable, Equatable {
  /// The first of a run of faults on a hook.
  case faulted(HookName, PostFault)
  /// A hook has failed for long. Another hook stands in, where there is one.
  case failing(HookName, since: Instant, PostFault, standIn: HookName?)
  /// A hook says that it is gone, and was asked often enough.
  case gone(HookName, PostFault, standIn: HookName?)
  /// A hook works again.
  case recovered(HookName, after: Duration)
  /// A hook asks for fewer posts: half its rate until then.
  case slowed(HookName, until: Instant)
  case stormBegan(HookName, StormTotal)
  case stormEnded(HookName, StormTotal, lasted: Duration)
  /// A hook did not take the files of a message: its text goes without them.
  case filesRefused(HookName, PostFault)
  /// A hook found a message too large: it goes again, shorter.
  case shortened(HookName, maxLength: Int)
  /// A hook refused critical alerts in every shape: they are dead letters now. Their keys say which.
  case lost(HookName, PostFault, keys: [String], standIn: HookName?)
  /// Items wait for a hook that the configuration does not have.
  case unconfigured(HookName)
}

extension DeliveryReport {
  /// The hook that it is about.
  package var hook: HookName {
    switch self {
    case .faulted(let hook, _), .failing(let hook, _, _, _), .gone(let hook, _, _), .recovered(let hook, _),
      .slowed(let hook, _), .stormBegan(let hook, _), .stormEnded(let hook, _, _), .filesRefused(let hook, _),
      .shortened(let hook, _), .lost(let hook, _, _, _), .unconfigured(let hook):
      hook
    }
  }

  /// What belongs in a conversation, and in whose; that a hook fails or is gone is an alert instead.
  package var notice: (hook: HookName, text: String)? {
    switch self {
    case .lost(_, _, _, let standIn): (standIn ?? hook, "fleepd: \(self)")
    case .stormEnded: (hook, "fleepd: \(self)")
    default: nil
    }
  }
}

extension DeliveryReport: CustomStringConvertible {
  package var description: String {
    switch self {
    case .faulted(let hook, let fault):
      "hook \(hook): \(fault); its messages wait and are tried again"
    case .failing(let hook, _, let fault, let standIn):
      "hook \(hook) keeps failing (\(fault)); \(Self.standing(in: standIn) ?? "its messages wait and are tried again")"
    case .gone(let hook, let fault, let standIn):
      "hook \(hook) is gone (\(fault)); \(Self.standing(in: standIn) ?? "its messages wait, and it is asked again every hour")"
    case .recovered(let hook, let duration):
      "hook \(hook) works again after \(duration.spoken)"
    case .slowed(let hook, _):
      "hook \(hook) asks for fewer messages: half the rate for a while"
    case .stormBegan(let hook, let total):
      "a storm of alerts on hook \(hook): \(total.alerts) within a minute; they are told together"
    case .stormEnded(_, let total, let duration):
      "the storm is over: \(total.alerts) alerts in \(duration.spoken)"
    case .filesRefused(let hook, let fault):
      "hook \(hook) refused files (\(fault)); the text goes without them"
    case .shortened(let hook, let maxLength):
      "hook \(hook) found a message too large; it goes again with at most \(maxLength) characters"
    case .lost(let hook, let fault, let keys, _):
      "hook \(hook) refused critical alerts (\(fault)), which are dead letters now: \(keys.joined(separator: ", "))"
    case .unconfigured(let hook):
      "messages wait for hook \(hook), which the configuration does not have"
    }
  }

  private static func standing(in hook: HookName?) -> String? { hook.map { "hook \($0) stands in" } }
}
