import AsyncAlgorithms
package import Configuration
import Delivery
import Engine
import Glibc
import Inputs
import Ledger
package import Logging
import Messages
import Model
import Patterns
import ServiceLifecycle
import Threads

/// The daemon: its parts wired together, running until it is told to stop.
///
/// It decides nothing: the engine and the delivery scheduler do.
package final class Daemon: Sendable {
  private let group: ServiceGroup
  private let reloader: Reloader
  private let signals: AsyncStream<Int32>?
  /// What it has done and sees.
  package let inspection: Inspection

  /// Opens the ledger and builds every part; nothing runs yet.
  package init(
    configuration: Configuration,
    options: DaemonOptions,
    carrier: any Carrier,
    time: any TimeSource,
    logger: Logger
  ) async throws {
    Heap.keepLargeBlocksApart()
    let directory = options.stateDirectory ?? configuration.stateDirectory
    let faults = FaultLog(logger: logger)
    let counters = Counters()
    let (ledger, fault) = try Ledger.opened(directory: directory)
    if let damaged = ledger.setAside {
      logger.error(
        "The database was damaged: it was set aside and a new one begun.",
        metadata: ["path": "\(damaged.path)", "reason": "\(damaged.reason)"]
      )
    }
    let rules = configuration.daemonRules
    let bookkeeper = Bookkeeper(ledger: ledger, faults: faults, counters: counters)
    if let fault { await bookkeeper.noteOpening(fault) }
    let renderer = MessageRenderer(host: configuration.rules.externalLabels["host"])
    let pipeline = AsyncChannel<PipelineEvent>()
    let courier = AsyncChannel<CourierEvent>()
    let now = time.now()
    let engine = try await ledger.engineRecords { Engine(rules: rules, records: $0, now: now) }
    let contents = try await ledger.contents()

    let activity = Activity()

    let pipelineService = PipelineService(
      pipeline: Pipeline(
        engine: engine,
        renderer: renderer,
        hooks: configuration.hooks,
        bookkeeper: bookkeeper,
        faults: faults,
        counters: counters
      ),
      events: pipeline,
      courier: courier,
      activity: activity,
      time: time
    )
    let courierService = CourierService(
      courier: Courier(
        scheduler: DeliveryScheduler(
          hooks: configuration.hooks,
          records: contents.hookRecords,
          items: contents.outbox,
          interrupted: contents.interrupted.map(\.post),
          seed: UInt64.random(in: .min ... .max),
          now: now
        ),
        hooks: configuration.hooks,
        renderer: renderer,
        bookkeeper: bookkeeper,
        faults: faults,
        counters: counters,
        logger: logger
      ),
      events: courier,
      carrier: carrier,
      time: time
    )
    let lines = try LineService(
      rules: configuration.rules,
      positions: contents.positions,
      events: pipeline,
      time: time,
      faults: faults,
      ready: {
        // The pipeline takes this after the batch that holds the places where reading begins.
        await pipeline.send(.inspect { _ in ServiceManager.ready("following") })
        Heap.giveBack()
        logger.notice("Following: every file stands open at its place.")
      }
    )
    let commands = try CommandService(rules: configuration.rules, events: pipeline)
    let heartbeat = HeartbeatService(
      heartbeat: configuration.heartbeat,
      pipeline: pipeline,
      courier: courier,
      carrier: carrier,
      bookkeeper: bookkeeper,
      faults: faults,
      time: time
    )
    let inspection = Inspection(
      startedAt: now,
      time: time,
      faults: faults,
      counters: counters,
      lines: lines,
      commands: commands,
      pipeline: pipeline,
      courier: courier,
      ledger: ledger
    )
    let control = ControlService(
      path: ControlSocket.path(stateDirectory: directory, environment: options.environment),
      faults: faults,
      logger: logger
    ) { request in
      await inspection.answer(request)
    }

    signals = options.signals
    self.inspection = inspection
    reloader = Reloader(
      path: configuration.path,
      pipeline: pipeline,
      courier: courier,
      lines: lines,
      commands: commands,
      heartbeat: heartbeat,
      faults: faults,
      logger: logger
    )
    // Stopped from the last to the first: what reads first, then what decides, then what sends.
    let ownMetrics = OwnMetricService(inspection: inspection, pipeline: pipeline, activity: activity, time: time)
    var services: [any Service] = [
      courierService, pipelineService, control, ownMetrics, commands, lines, heartbeat,
    ]
    if let interval = ServiceManager.keepAliveInterval {
      services.append(WatchdogService(interval: interval, pipeline: pipeline))
    }
    group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map { .init(service: $0, successTerminationBehavior: .ignore) },
        logger: Logger(label: "services") { _ in SwiftLogNoOpLogHandler() }
      )
    )
  }

  /// Runs until a signal or ``stop()``; throws what ended it otherwise.
  package func run() async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      if let signals { tasks.addTask { await self.heed(signals) } }
      try await group.run()
      tasks.cancelAll()
    }
  }

  /// SIGTERM and SIGINT stop it, SIGHUP loads the configuration anew.
  private func heed(_ signals: AsyncStream<Int32>) async {
    for await signal in signals {
      if signal == SIGHUP { await reload() } else { await stop() }
    }
  }

  /// Stops it: what was read is stored, what is being posted is waited for.
  package func stop() async {
    ServiceManager.stopping()
    await group.triggerGracefulShutdown()
  }

  /// Loads the configuration anew; keeps the running one, loudly, where the new one is wrong.
  package func reload() async { await reloader.reload() }
}
