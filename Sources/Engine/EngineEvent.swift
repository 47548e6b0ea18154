package import Model

/// What the engine is told.
package enum EngineEvent: Sendable {
  /// Lines that rules see. They count at their own time, which may lie in the past.
  case lines([LineEvent])
  /// A metric's command ended, well or not.
  case command(CommandRun)
  /// All that fleepd can say of itself in numbers now: a series that is not among them has no value any more.
  case own([Sample])
  /// Time has passed: what is due is done.
  case tick
  /// All lines that were written before the engine started have been handed over.
  ///
  /// Until then nothing that fell due while fleepd was down happens, since a line may yet come that prevents it.
  case caughtUp
  /// Begins a silence, or changes the one with the same id.
  case silence(Silence)
  /// Ends a silence now.
  case unsilence(id: Silence.ID)
  /// Somebody looks after the firing alerts with this name or dedup key: no repeats and no escalation for them.
  case acknowledge(key: String, author: String)
}
