import FoundationEssentials
import Glibc
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle

/// The daemon's side of the control socket: answers one request per line until the daemon stops.
struct ControlService: Service {
  private let path: String
  private let faults: FaultLog
  private let logger: Logger
  private let answer: @Sendable (ControlRequest) async -> ControlReply

  init(
    path: String,
    faults: FaultLog,
    logger: Logger,
    answer: @escaping @Sendable (ControlRequest) async -> ControlReply
  ) {
    self.path = path
    self.faults = faults
    self.logger = logger
    self.answer = answer
  }

  func run() async throws {
    let server: Server
    do {
      server = try await listen()
    } catch {
      // Alerts matter more than commands: the daemon goes on without them.
      let reason = (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)"
      faults.begin(
        FaultLog.Key(part: "control", thing: path),
        "The control socket cannot be opened, so status, silence, send and their like do not reach this daemon until a restart: \(reason)"
      )
      try? await gracefulShutdown()
      return
    }
    // The group of the folder decides who else may talk to the daemon.
    chmod(path, 0o660)
    await cancelWhenGracefulShutdown {
      do {
        try await server.executeThenClose { connections in
          try await withThrowingDiscardingTaskGroup { group in
            for try await connection in connections {
              group.addTask { await serve(connection) }
            }
          }
        }
      } catch is CancellationError {
        return
      } catch {
        logger.error("The control socket failed.", metadata: ["error": "\(error)"])
      }
    }
    unlink(path)
  }

  private typealias Server = NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>

  private func listen() async throws -> Server {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
  }

  private func serve(_ connection: NIOAsyncChannel<ByteBuffer, ByteBuffer>) async {
    do {
      try await connection.executeThenClose { inbound, outbound in
        var requests = RequestLines()
        for try await part in inbound {
          for request in requests.take(part.readableBytesView) {
            try await outbound.write(ByteBuffer(bytes: encoded(await reply(to: request))))
          }
        }
      }
    } catch {
      // A client that goes away in the middle is its own concern.
      logger.debug("A control connection ended early.", metadata: ["error": "\(error)"])
    }
  }

  private func reply(to request: RequestLines.Request) async -> ControlReply {
    switch request {
    case .known(let request): await answer(request)
    case .unknown:
      .refused("the request is not one that this fleepd knows: are the command and the daemon of the same version?")
    case .tooLong: .refused("the request is longer than \(RequestLines.longest >> 20) MiB")
    }
  }

  private func encoded(_ reply: ControlReply) -> Data {
    var bytes = (try? JSONEncoder().encode(reply)) ?? Data()
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
