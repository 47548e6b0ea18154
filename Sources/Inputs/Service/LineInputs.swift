package import Model
package import Patterns

/// Follows every source of lines: one thread that sleeps until something is written, and hands over what the rules see.
///
/// The first batch holds the places where the files that exist are read from. Whoever takes the batches commits each one, positions
/// and all, before asking for the next; then no line is lost and none is counted twice, whatever happens in between.
package final class LineInputs: Sendable {
  /// Compiles what the rules ask of the lines; the positions are those of the ledger, empty at the very first start.
  package init(
    rules: RuleSet,
    positions: [String: [UInt8]] = [:],
    now: @escaping @Sendable () -> Instant,
    settings: FollowingSettings = FollowingSettings()
  ) throws(PatternError) {
    (reports, _) = AsyncStream.makeStream()
    batches = Batches()
  }

  /// What is read, for one consumer; ends after ``stop()``, when all that was handed over has been taken.
  package let batches: Batches
  /// What goes wrong and right again.
  package let reports: AsyncStream<SourceReport>

  /// Starts the thread.
  package func start() {}

  /// Returns when every file that exists stands open at its place and the first batch has been committed.
  package func ready() async {}

  /// How each source stands, in the order of the rules.
  package func status() async -> [SourceStatus] { [] }

  /// Ends the thread; gives the positions as of the last batch handed over, from which a successor goes on without gap or repeat.
  @discardableResult
  package func stop() async -> [String: [UInt8]] { [:] }

  /// The batches, in order.
  package struct Batches: AsyncSequence, Sendable {
    package func makeAsyncIterator() -> Iterator { Iterator() }

    package struct Iterator: AsyncIteratorProtocol {
      package mutating func next() async -> InputBatch? { nil }
    }
  }
}
