import Synchronization

/// A strict local Fleep: takes messages on loopback as the real one would, and remembers what it saw.
///
/// Start it, register a key, give ``hookURL(_:)`` to the program under test, wait for messages.
package final class StandIn: Sendable {
  private let state: Mutex<StandInState>

  package init(settings: StandInSettings = StandInSettings()) {
    state = Mutex(StandInState(settings: settings))
  }

  /// Opens the port; 0 takes a free one.
  package func start(port: Int = 0) async throws {}

  /// Closes the port and every connection.
  package func stop() async throws {}

  /// The port that it listens on; 0 before it was started.
  package var port: Int { 0 }

  /// A key of the form that Fleep makes, the same for the same number.
  package static func key(_ number: Int) -> String {
    let digits = String(number)
    return "Key-" + String(repeating: "0", count: max(0, 17 - digits.count)) + digits + "_"
  }

  /// Makes a hook.
  package func register(key: String, hookName: String = "", ownerName: String = "Owner") {}

  /// Drops a hook: its key is unknown from now on.
  package func drop(key: String) {}

  /// The address to post to.
  package func hookURL(_ key: String) -> String { "http://127.0.0.1:\(port)/hook/\(key)" }

  /// Appends to what the next requests on a key are answered.
  package func script(_ key: String, _ answers: [ScriptedAnswer]) {}

  /// Changes limits and switches while it runs.
  package func change(_ change: (inout StandInSettings) -> Void) {}

  /// The messages of a hook, in the order of arrival.
  package func messages(for key: String) -> [StoredMessage] { [] }

  /// Every request in the order of arrival; those of one hook where a key is given.
  package func requests(for key: String? = nil) -> [RequestRecord] { [] }

  /// What made it refuse a request, in the order of arrival.
  package var violations: [ClientFault] { [] }

  /// What it took, though a client should not do it.
  package var warnings: [ClientFault] { [] }

  /// Waits until a hook has so many messages and gives them; throws ``StandInTimeout`` where they don't come.
  package func waitForMessages(count: Int, key: String, timeout: Duration = .seconds(10)) async throws
    -> [StoredMessage]
  { [] }

  /// The messages of all hooks, stored ones first, as they come; ends when the stand-in stops.
  package func storedMessages() -> AsyncStream<StoredMessage> { AsyncStream { $0.finish() } }
}

/// Messages that were waited for did not come in time.
package struct StandInTimeout: Error, Sendable, Equatable, CustomStringConvertible {
  package var expected: Int
  package var stored: Int

  package var description: String { "\(expected) messages were expected, \(stored) came in time" }
}

struct StandInState {
  var settings: StandInSettings
}
