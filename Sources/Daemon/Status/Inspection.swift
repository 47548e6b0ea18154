import AsyncAlgorithms
import Delivery
import Engine
import Inputs
import Ledger
import Model
import Threads

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
  let ledger: Ledger

  /// The daemon's counters.
  package var totals: StatusReport.Totals { counters.now }

  /// What the daemon sees now; nil while it stops.
  package func status() async -> StatusReport? {
    guard let alerts = await pipeline.look(\.alerts), let hooks = await courier.hooks() else { return nil }
    let now = time.now()
    return StatusReport(
      version: Version.text,
      startedAt: startedAt,
      time: now,
      sources: await lines.status().map { StatusReport.Source($0, now: now) },
      commands: commands.runs.map(StatusReport.Command.init),
      alerts: alerts.map(StatusReport.Alert.init),
      hooks: hooks.map { StatusReport.Hook($0, now: now) },
      totals: counters.now,
      faults: faults.texts
    )
  }

  func answer(_ request: ControlRequest) async -> ControlReply {
    switch request {
    case .status: await status().map(ControlReply.status) ?? Self.stopping
    case .send(let message, let patience): .sent(await send(message, patience: patience))
    case .silences: await pipeline.look(\.silences).map(ControlReply.silences) ?? Self.stopping
    case .silence(let silence): await self.silence(silence)
    case .unsilence(let key): await unsilence(key)
    case .acknowledge(let key, let author): await acknowledge(key, author: author)
    case .why(let key): await why(key)
    case .outbox: await outbox()
    case .retry(let letters): await retry(letters)
    case .drop(let ids): await drop(ids)
    }
  }

  private static let stopping = ControlReply.refused("fleepd is stopping")

  /// Begins a silence; the count is that of the alerts that it silences now.
  private func silence(_ silence: Silence) async -> ControlReply {
    await pipeline.send(.engine(.silence(silence)))
    guard let alerts = await pipeline.look(\.alerts) else { return Self.stopping }
    return .done(count: alerts.count { $0.silencedBy.contains(silence.id) })
  }

  private func unsilence(_ key: String) async -> ControlReply {
    guard let silences = await pipeline.look(\.silences) else { return Self.stopping }
    let ended = silences.filter { $0.id == key || $0.names(key) }
    guard !ended.isEmpty else { return .refused("no silence has the id \(key) or is about an alert of that name") }
    for silence in ended { await pipeline.send(.engine(.unsilence(id: silence.id))) }
    return .done(count: ended.count)
  }

  private func acknowledge(_ key: String, author: String) async -> ControlReply {
    guard let alerts = await pipeline.look(\.alerts) else { return Self.stopping }
    let count = alerts.count { $0.state != .pending && ($0.alert.key == key || $0.alert.name.text == key) }
    guard count > 0 else { return .refused("no alert with the name or key \(key) is firing") }
    await pipeline.send(.engine(.acknowledge(key: key, author: author)))
    return .done(count: count)
  }

  private func why(_ key: String) async -> ControlReply {
    let look = await pipeline.look { engine in
      let reasons = engine.why(key)
      let last = reasons.isEmpty ? engine.lastEpisode(of: key) : nil
      return (reasons: reasons, last: last, hasRule: engine.hasRule(for: key))
    }
    guard let (reasons, last, hasRule) = look else { return Self.stopping }
    guard !reasons.isEmpty || last != nil || hasRule else {
      return .refused("there is no rule for an alert \(key), nor an alert with that key")
    }
    return .why(reasons, last: last)
  }

  private func outbox() async -> ControlReply {
    do {
      let dead = try await ledger.deadLetters().map(OutboxReport.Letter.init)
      return .outbox(OutboxReport(waiting: try await ledger.outbox(), dead: dead))
    } catch {
      return .refused("\(error)")
    }
  }

  private func retry(_ letters: [Int64]) async -> ControlReply {
    do {
      let chosen = letters.isEmpty ? try await ledger.deadLetters().map(\.id) : letters
      let items = try await ledger.retry(chosen, at: time.now()).items
      await courier.send(.queued(items))
      return .done(count: items.count)
    } catch {
      return .refused("\(error)")
    }
  }

  private func drop(_ ids: [Int64]) async -> ControlReply {
    do {
      let known = try await ledger.deadLetters().map(\.id) + ledger.outbox().map(\.id)
      let chosen = known.filter(ids.contains)
      await courier.send(.dropped(chosen))
      return .done(count: chosen.count)
    } catch {
      return .refused("\(error)")
    }
  }

  /// Queues a message and waits for its outcome, for as long as its sender has patience.
  private func send(_ message: ControlRequest.Message, patience: Duration?) async -> SendOutcome {
    let reply = SendReply()
    await courier.send(.send(message, reply: reply))
    return await withTaskGroup { group in
      if let patience {
        group.addTask {
          guard (try? await Sleep.pause(for: patience)) != nil else { return }
          await courier.send(.impatient(reply))
        }
      }
      let outcome = await reply.outcome
      group.cancelAll()
      return outcome
    }
  }
}

extension Silence {
  /// Whether it is about the alert of this name.
  fileprivate func names(_ alert: String) -> Bool {
    matchers.contains { ["alert", "alertname"].contains($0.name) && $0.comparison == .equal && $0.value == alert }
  }
}
