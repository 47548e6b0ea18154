import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A strict local Fleep: takes messages on loopback as the real one would, and remembers what it saw.
///
/// Start it, register a key, give ``hookURL(_:)`` to the program under test, wait for messages.
package final class StandIn: Sendable {
  private struct Shared {
    var state: StandInState
    var waiters = StoredMessageWaiters()
    var channel: (any Channel)?
    var connections: [ObjectIdentifier: any Channel] = [:]
  }

  private let shared: Mutex<Shared>
  private let eventLoops = MultiThreadedEventLoopGroup.singleton

  package init(settings: StandInSettings = StandInSettings()) {
    shared = Mutex(Shared(state: StandInState(settings: settings)))
  }

  /// Opens the port; 0 takes a free one.
  package func start(port: Int = 0) async throws {
    let channel = try await ServerBootstrap(group: eventLoops)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 256)
      .childChannelInitializer { channel in self.accept(channel) }
      .bind(host: "127.0.0.1", port: port).get()
    shared.withLock { $0.channel = channel }
  }

  private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
    let identifier = ObjectIdentifier(channel)
    shared.withLock { $0.connections[identifier] = channel }
    channel.closeFuture.whenComplete { _ in self.shared.withLock { $0.connections[identifier] = nil } }
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandlers([
        ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
        Connection(standIn: self),
      ])
    }
  }

  /// Closes the port and every connection; who still waits for messages gets an error.
  ///
  /// It may be started again, on the same port too: an outage, after which it goes on where it was.
  package func stop() async throws {
    let (channels, ended) = shared.withLock { shared in
      defer {
        shared.channel = nil
        shared.connections = [:]
      }
      return ([shared.channel].compactMap(\.self) + shared.connections.values, shared.waiters.end())
    }
    for watcher in ended.watchers { watcher.finish() }
    for waiter in ended.waiters {
      waiter.continuation.resume(
        throwing: StandInTimeout(expected: waiter.count, stored: messages(for: waiter.key).count)
      )
    }
    for channel in channels { try? await channel.close().get() }
  }

  /// The port that it listens on; 0 while it does not.
  package var port: Int { shared.withLock { $0.channel?.localAddress?.port ?? 0 } }
}

extension StandIn {
  /// A key of the form that Fleep makes, the same for the same number.
  package static func key(_ number: Int) -> String {
    let digits = String(number)
    return "Key-" + String(repeating: "0", count: max(0, 17 - digits.count)) + digits + "_"
  }

  /// Makes a hook.
  package func register(key: String, hookName: String = "", ownerName: String = "Owner") {
    shared.withLock { $0.state.register(key: key, hook: Hook(name: hookName, ownerName: ownerName)) }
  }

  /// Drops a hook: its key is unknown from now on.
  package func drop(key: String) { shared.withLock { $0.state.drop(key: key) } }

  /// The address to post to.
  package func hookURL(_ key: String) -> String { "http://127.0.0.1:\(port)/hook/\(key)" }

  /// Appends to what the next requests on a key are answered.
  package func script(_ key: String, _ answers: [ScriptedAnswer]) {
    shared.withLock { $0.state.script(key, answers) }
  }

  /// Changes limits and switches while it runs.
  package func change(_ change: (inout StandInSettings) -> Void) {
    shared.withLock { change(&$0.state.settings) }
  }

  /// Moves the limiter's clock on.
  package func advanceLimiter(by duration: Duration) {
    shared.withLock { $0.state.limiterAdvance += duration }
  }

  /// The messages of a hook, in the order of arrival.
  package func messages(for key: String) -> [StoredMessage] {
    shared.withLock { $0.state.hooks[key]?.messages ?? [] }
  }

  /// Every request in the order of arrival; those of one hook where a key is given.
  package func requests(for key: String? = nil) -> [RequestRecord] {
    shared.withLock { shared in key.map(shared.state.requests(for:)) ?? shared.state.requests }
  }

  /// What made it refuse a request, in the order of arrival.
  package var violations: [ClientFault] { shared.withLock { $0.state.violations } }

  /// What it took, though a client should not do it.
  package var warnings: [ClientFault] { shared.withLock { $0.state.warnings } }
}

extension StandIn {
  /// Waits until a hook has so many messages and gives them; throws ``StandInTimeout`` where they don't come.
  package func waitForMessages(
    count: Int,
    key: String,
    timeout: Duration = .seconds(60)
  ) async throws -> [StoredMessage] {
    try await withCheckedThrowingContinuation { continuation in
      let waiting: Int? = shared.withLock { shared in
        let messages = shared.state.hooks[key]?.messages ?? []
        guard messages.count < count else {
          continuation.resume(returning: messages)
          return nil
        }
        return shared.waiters.wait(.init(key: key, count: count, continuation: continuation))
      }
      guard let waiting else { return }
      eventLoops.any().scheduleTask(in: TimeAmount(timeout)) { self.expire(waiting) }
    }
  }

  private func expire(_ identifier: Int) {
    guard let waiter = shared.withLock({ $0.waiters.expire(identifier) }) else { return }
    waiter.continuation.resume(
      throwing: StandInTimeout(expected: waiter.count, stored: messages(for: waiter.key).count)
    )
  }

  /// The messages of all hooks as they come, from now on; ends when the stand-in stops.
  package func storedMessages() -> AsyncStream<StoredMessage> {
    let (stream, continuation) = AsyncStream<StoredMessage>.makeStream()
    let identifier = shared.withLock { $0.waiters.watch(continuation) }
    continuation.onTermination = { _ in self.shared.withLock { $0.waiters.unwatch(identifier) } }
    return stream
  }
}

// What a connection asks.
extension StandIn {
  func arrive(_ head: HTTPRequestHead) -> Arrival {
    shared.withLock { $0.state.arrive(head, now: .now) }
  }

  func complete(_ arrival: Arrival, mediaType: MediaType, body: [UInt8]) -> ScriptedAnswer {
    let checked = Result { () throws(Refusal) in
      try CheckedMessage(try ReceivedFields(body, as: mediaType), settings: arrival.settings)
    }
    let (answer, satisfied) = shared.withLock { shared in
      let (answer, stored) = shared.state.complete(arrival, body: checked, bodyBytes: body.count, now: .now)
      guard let stored, let key = arrival.key else { return (answer, [StoredMessageWaiters.Waiter]()) }
      shared.waiters.tell(stored)
      return (answer, shared.waiters.satisfied(key: key, messages: stored.messageNumber))
    }
    for waiter in satisfied { waiter.continuation.resume(returning: messages(for: waiter.key)) }
    return answer
  }

  func refuse(_ refusal: Refusal, arrival: Arrival?) -> ScriptedAnswer {
    shared.withLock { $0.state.refuse(refusal, record: arrival?.record) }
  }

  func answered(_ arrival: Arrival, status: Int) {
    shared.withLock { $0.state.answered(arrival, status: status) }
  }

  func ended(_ arrival: Arrival) {
    shared.withLock { $0.state.ended(arrival) }
  }
}

/// Messages that were waited for did not come in time.
package struct StandInTimeout: Error, Sendable, Equatable, CustomStringConvertible {
  package var expected: Int
  package var stored: Int

  package init(expected: Int, stored: Int) {
    self.expected = expected
    self.stored = stored
  }

  package var description: String { "\(expected) messages were expected, \(stored) came in time" }
}
