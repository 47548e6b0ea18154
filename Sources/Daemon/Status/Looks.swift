import AsyncAlgorithms
import Delivery
import Engine

// Looks at what one task owns, between two events; nil while fleepd stops.

extension AsyncChannel<PipelineEvent> {
  func engine() async -> Engine? { await looked { await send(.inspect($0)) } }
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
