package import Engine
package import Model

/// What the pipeline is told, one after the other.
package enum PipelineEvent: Sendable {
  case lines(InputBatch)
  case command(CommandRun)
  /// What needs nothing but the engine: ticks, silences, acknowledgements.
  case engine(EngineEvent)
  /// New rules; the state stays.
  case reload(RuleSet, hooks: [HookDefinition])
  /// Looks at the engine between two events.
  case inspect(@Sendable (Engine) -> Void)

  /// Whether it may change more than what fleepd says of itself.
  var changesSomething: Bool {
    switch self {
    case .engine(.own), .inspect: false
    case .lines, .command, .engine, .reload: true
    }
  }
}
