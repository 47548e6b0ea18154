import Glibc
import NIOCore
import NIOHTTP1

/// One client's connection: reads requests, asks the state about them, and plays the answers.
final class Connection: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    case waiting
    case receiving(CheckedHead, body: ByteBuffer)
    /// An answer is on its way, or never comes.
    case answering
    /// What still comes is not looked at.
    case discarding
  }

  private let standIn: StandIn
  private var phase = Phase.waiting
  /// The request in flight.
  private var arrival: Arrival?

  init(standIn: StandIn) {
    self.standIn = standIn
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), phase) {
    case (.head(let head), .waiting): begin(head, context: context)
    case (.head, _): context.close(promise: nil)
    case (.body(let bytes), .receiving(let head, var body)):
      // Taken out while it grows: a copy for each chunk would make large bodies slow.
      phase = .waiting
      body.writeImmutableBuffer(bytes)
      phase = .receiving(head, body: body)
      if body.readableBytes > head.bodyLimit {
        refuse(.tooLarge("a body of more than \(head.bodyLimit) bytes"), context)
      }
    case (.end, .receiving(let head, let body)): finish(head, body, context: context)
    case (.body, _), (.end, _): break
    }
  }

  private func begin(_ head: HTTPRequestHead, context: ChannelHandlerContext) {
    let arrival = standIn.arrive(head)
    self.arrival = arrival
    switch arrival.next {
    case .receive(let checked, _, _): phase = .receiving(checked, body: ByteBuffer())
    case .answer(let answer):
      phase = .discarding
      play(answer, closing: true, context: context)
    }
  }

  private func finish(_ head: CheckedHead, _ body: ByteBuffer, context: ChannelHandlerContext) {
    guard let arrival else { return }
    phase = .answering
    let answer = standIn.complete(arrival, mediaType: head.mediaType, body: Array(body.readableBytesView))
    play(answer, closing: false, context: context)
  }

  private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    phase = .discarding
    play(standIn.refuse(refusal, arrival: arrival), closing: true, context: context)
  }

  private func play(_ answer: ScriptedAnswer, closing: Bool, context: ChannelHandlerContext) {
    switch answer {
    case .respond(let response):
      after(response.delay, context) { self.respond(response, closing: closing, context: context) }
    case .delay(let delay):
      after(delay, context) { self.respond(ScriptedResponse(status: 200), closing: closing, context: context) }
    case .closeBeforeReading, .closeWithoutStoring, .closeAfterStoring:
      end()
      context.close(promise: nil)
    case .reset:
      end()
      Connection.reset(context.channel)
    case .garbage(let bytes):
      end()
      write(bytes, closing: true, context: context)
    case .silence: break
    }
  }

  private func respond(_ response: ScriptedResponse, closing: Bool, context: ChannelHandlerContext) {
    let body = response.bodyBytes
    let head = response.head(bodyCount: body.count, closing: closing)
    if let arrival { standIn.answered(arrival, status: response.status) }
    if let cut = response.cutAfter {
      end()
      write(head + body.prefix(cut), closing: true, context: context)
    } else if response.bodyDelay > .zero {
      write(head + body.prefix(body.count / 2), closing: false, context: context)
      after(response.bodyDelay, context) {
        self.conclude(Array(body.dropFirst(body.count / 2)), closing: closing, context: context)
      }
    } else {
      conclude(head + body, closing: closing, context: context)
    }
  }

  /// Sends the last bytes of an answer.
  private func conclude(_ bytes: [UInt8], closing: Bool, context: ChannelHandlerContext) {
    // First, since the client may ask again before the write call is back.
    end()
    if !closing { phase = .waiting }
    write(bytes, closing: closing, context: context)
  }

  private func write(_ bytes: [UInt8], closing: Bool, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    // Only this end: a close with unread input would reset the connection, and the client might not see the answer.
    if closing { context.close(mode: .output, promise: nil) }
  }

  private func after(_ delay: Duration, _ context: ChannelHandlerContext, _ work: @escaping () -> Void) {
    guard delay > .zero else { return work() }
    context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) {
      if context.channel.isActive { work() }
    }
  }

  private func end() {
    if let arrival { standIn.ended(arrival) }
    arrival = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    end()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard error is HTTPParserError, !isDiscarding else { return context.close(promise: nil) }
    refuse(.badRequest("not HTTP/1.1"), context)
  }

  private var isDiscarding: Bool {
    if case .discarding = phase { true } else { false }
  }

  /// Ends a connection with a TCP reset: lingering for no time discards what is unsent.
  private static func reset(_ channel: any Channel) {
    guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
    socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }
}
