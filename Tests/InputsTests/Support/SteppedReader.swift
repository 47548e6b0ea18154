import Foundation
import Model
import Synchronization

@testable import Inputs

/// A reader whose thread does one step after the other, as a test says: what happens at the same time elsewhere happens here in a known order.
final class SteppedReader: Sendable {
  private let steps = Mutex<[@Sendable (InputReader) -> Void]>([])
  private let hasStep = DispatchSemaphore(value: 0)
  private let control = ReaderControl()
  private let mailbox: BatchMailbox

  /// Follows the files of a pattern as nobody does, who needs permission to read them; all files stand open when it returns.
  init(files: String, positions: [String: [UInt8]] = [:], settings: FollowingSettings) async throws {
    let source = SourceDefinition(name: "log", input: .files(FileInput(patterns: [files])))
    let condition = LineCondition(source: "log", match: ["line"])
    let rules = RuleSet(
      sources: [source],
      alerts: [AlertDefinition(name: "a", condition: .lines(condition))],
      route: RouteDefinition(hook: "ops")
    )
    let compiled = try SourceRules(source: source, rules: rules)
    mailbox = BatchMailbox(wakeup: control.wakeup)
    Foundation.Thread { [weak self, hasStep, control, mailbox] in
      let reader = InputReader(
        rules: [compiled],
        handover: LineInputs.Handover(positions: positions),
        control: control,
        mailbox: mailbox,
        settings: settings,
        now: Nobody.now,
        report: { _ in }
      )
      reader.start()
      while true {
        hasStep.wait()
        guard let step = self?.steps.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { break }
        step(reader)
      }
      reader.openFiles.closeAll()
    }.start()
    await step { _ in }
  }

  deinit { hasStep.signal() }

  /// What the rules have seen since the first look; the batch of that has no lines, and waits.
  func texts() async -> [String] { await step { $0.pending.events.map(\.text) } }

  /// What the ledger has when this and the first batch are committed and fleepd is killed.
  func places() async -> [String: [UInt8]] {
    let first = await mailbox.next()?.positions ?? [:]
    let second = await step { reader in
      reader.keepTexts()
      return reader.pending.batch.positions
    }
    return first.merging(second) { $1 }.compactMapValues(\.self)
  }

  /// Does something on the reader's thread.
  @discardableResult
  func step<Answer: Sendable>(_ body: @escaping @Sendable (InputReader) -> Answer) async -> Answer {
    await withCheckedContinuation { continuation in
      steps.withLock { $0.append { reader in continuation.resume(returning: body(reader)) } }
      hasStep.signal()
    }
  }
}
