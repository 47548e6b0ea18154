import AsyncAlgorithms
import Model
import ServiceLifecycle
import Threads

/// Tells systemd that the pipeline is alive: only while it takes an event within the watchdog's time.
struct WatchdogService: Service {
  let interval: Duration
  let pipeline: AsyncChannel<PipelineEvent>

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        // A pipeline that is stuck does not take this, and systemd restarts the daemon.
        await pipeline.send(.inspect { _ in ServiceManager.keepAlive() })
        try? await Sleep.pause(for: interval)
      }
    }
  }
}
