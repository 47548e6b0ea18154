import AsyncAlgorithms
import Delivery
import Engine
import Inputs
import Model

/// Answers what people ask of the running daemon.
package struct Inspection: Sendable {
  let startedAt: Instant
  let time: any TimeSource
  let faults: FaultLog
  let counters: Counters
  let lines: LineService
  let commands: CommandService
  let pipeline: AsyncChannel<PipelineEvent>
  let courier: AsyncChannel<CourierEvent>

  /// The daemon's counters.
  package var totals: StatusReport.Totals { counters.now }

  /// What the daemon sees now; nil while it stops.
  package func status() async -> StatusReport? {
    guard let engine = await engine(), let hooks = await hooks() else { return nil }
    let now = time.now()
    return StatusReport(
      version: Version.text,
      startedAt: startedAt,
      time: now,
      sources: await lines.status().map(StatusReport.Source.init),
      commands: commands.runs.map(StatusReport.Command.init),
      alerts: engine.alerts.map(StatusReport.Alert.init),
      hooks: hooks.map { StatusReport.Hook($0, now: now) },
      totals: counters.now,
      faults: faults.texts
    )
  }

  func answer(_ request: ControlRequest) async -> ControlReply {
    switch request {
    case .status: await status().map(ControlReply.status) ?? .refused("fleepd is stopping")
    case .send(let message, let patience): .sent(await send(message, patience: patience))
    }
  }

  private func engine() async -> Engine? {
    let (answers, continuation) = AsyncStream.makeStream(of: Engine.self)
    await pipeline.send(
      .inspect { engine in
        continuation.yield(engine)
        continuation.finish()
      }
    )
    return await answers.first { _ in true }
  }

  private func hooks() async -> [HookStatus]? {
    let (answers, continuation) = AsyncStream.makeStream(of: [HookStatus].self)
    await courier.send(
      .inspect { hooks in
        continuation.yield(hooks)
        continuation.finish()
      }
    )
    return await answers.first { _ in true }
  }

  /// Queues a message and waits for its outcome, for as long as its sender has patience.
  private func send(_ message: ControlRequest.Message, patience: Duration?) async -> SendOutcome {
    let reply = SendReply()
    await courier.send(.send(message, reply: reply))
    return await withTaskGroup { group in
      if let patience {
        group.addTask {
          guard (try? await Task.sleep(for: patience)) != nil else { return }
          await courier.send(.impatient(reply))
        }
      }
      let outcome = await reply.outcome
      group.cancelAll()
      return outcome
    }
  }
}
