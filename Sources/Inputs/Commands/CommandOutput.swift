/// What one run of a command gave.
package struct CommandOutput: Sendable, Equatable {
  package enum Ending: Sendable, Equatable {
    case exited(Int)
    case signaled(Int)
    /// It was ended because it took too long.
    case timedOut
    /// It could not be started.
    case absent(reason: String)
  }

  package var ending: Ending
  /// The beginning of its standard output.
  package var output: [UInt8]
  /// There was more output than is kept.
  package var isCut: Bool
  /// The beginning of its standard error, for people.
  package var message: String

  package init(ending: Ending, output: [UInt8] = [], isCut: Bool = false, message: String = "") {
    self.ending = ending
    self.output = output
    self.isCut = isCut
    self.message = message
  }
}
