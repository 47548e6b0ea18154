/// That something happened in the daemon, for whoever tells of it later.
struct Activity: Sendable {
  /// An element after something happened; what nobody has taken yet is one.
  let news: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() {
    (news, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func note() { continuation.yield() }
}
