package import FleepHooks
package import Model
import Synchronization

/// Posts to hooks with libcurl, on a thread of its own that starts with the first request.
///
/// It never follows a redirect, keeps no cookies, checks every certificate, and says of each request whether it arrived, did
/// not, or may have. A hook's address goes to libcurl and nowhere else: no fault holds it.
package final class HookTransport: Sendable {
  /// How long a request may take.
  package struct Limits: Sendable {
    package var connect: Duration
    package var total: Duration

    package init(connect: Duration = .seconds(5), total: Duration = .seconds(20)) {
      self.connect = connect
      self.total = total
    }
  }

  private let agent: String
  private let limits: Limits
  private let warn: @Sendable (HookName, PostFault) -> Void
  private let loop = CurlLoop()
  /// Hooks whose odd success was told: once is enough.
  private let oddHooks = Mutex<Set<HookName>>([])

  /// Makes a transport that is known to servers as `fleepd/VERSION`; `warn` is told of oddities: a success that is
  /// not a 200, a file that is gone.
  package init(
    version: String,
    limits: Limits = Limits(),
    warn: @escaping @Sendable (HookName, PostFault) -> Void = { _, _ in }
  ) {
    agent = "fleepd/\(version)"
    self.limits = limits
    self.warn = warn
  }

  deinit {
    loop.stop()
  }

  /// Makes the request; cancelling the task ends it at once, as one that failed or may have arrived.
  package func post(_ request: HookRequest, to hook: HookDefinition) async -> PostOutcome {
    let address: HookAddress
    do {
      address = try HookAddress(hook.url.revealed)
    } catch {
      return .failed(PostFault(detail: "\(error)"), retryAfter: nil)
    }
    var request = request
    var total = limits.total
    if case .multipart(let parts) = request.body {
      let present = present(parts, hook: hook.name)
      request.body = .multipart(present)
      total += Self.uploadTime(present)
    }
    let reply = await loop.perform(
      CurlRequest(
        url: hook.url,
        isSecure: address.isSecure,
        isLoopback: address.isLoopback,
        body: request,
        agent: agent,
        caFile: hook.caFile,
        proxy: hook.proxy,
        connectLimit: limits.connect,
        totalLimit: total
      )
    )
    if let oddity = reply.oddity, oddHooks.withLock({ $0.insert(hook.name).inserted }) { warn(hook.name, oddity) }
    return reply.outcome(keys: [address.key])
  }

  /// Calls a heartbeat's address, for services that miss it when it stops; gives what went wrong.
  package func call(_ heartbeat: HeartbeatDefinition) async -> PostFault? {
    let address: WebAddress
    do {
      address = try WebAddress(heartbeat.url.revealed)
    } catch {
      return PostFault(detail: "\(error)")
    }
    return await loop.perform(
      CurlRequest(
        url: heartbeat.url,
        isSecure: address.isSecure,
        isLoopback: address.isLoopback,
        body: nil,
        agent: agent,
        caFile: heartbeat.caFile,
        proxy: heartbeat.proxy,
        connectLimit: limits.connect,
        totalLimit: limits.total
      )
    ).callFault
  }

  /// The parts without files that are gone by now: a message is worth more than what went with it.
  private func present(_ parts: [HookPart], hook: HookName) -> [HookPart] {
    parts.filter { part in
      guard case .file(let path) = part.content, FileSize.bytes(path) == nil else { return true }
      warn(hook, PostFault(detail: "the file \(part.filename ?? path) cannot be read, and the message goes without it"))
      return false
    }
  }

  /// Files get the time that they need at 100 kB/s: the limit is meant for hooks that hang, not for slow lines.
  private static func uploadTime(_ parts: [HookPart]) -> Duration {
    let bytes = parts.reduce(0) { sum, part in
      switch part.content {
      case .bytes(let bytes): sum + bytes.count
      case .file(let path): sum + (FileSize.bytes(path) ?? 0)
      }
    }
    return .seconds(bytes / 100_000)
  }
}
