import AsyncAlgorithms
import Delivery
import Engine

// Looks at what one task owns, between two events; nil while fleepd stops.
//
// What is looked at is not handed out: the first change after that would copy all that the engine knows.

extension AsyncChannel<PipelineEvent> {
  func look<Seen: Sendable>(_ look: @escaping @Sendable (Engine) -> Seen) async -> Seen? {
    await looked { seen in await send(.inspect { seen(look($0)) }) }
  }
}

extension AsyncChannel<CourierEvent> {
  func hooks() async -> [HookStatus]? { await looked { await send(.inspect($0)) } }
}

private func looked<Seen: Sendable>(_ send: (@escaping @Sendable (Seen) -> Void) async -> Void) async -> Seen? {
  let (seen, continuation) = AsyncStream.makeStream(of: Seen.self)
  await send { value in
    continuation.yield(value)
    continuation.finish()
  }
  return await seen.first { _ in true }
}
