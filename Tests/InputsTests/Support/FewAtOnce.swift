import Testing

/// Lets a few of the tests that follow something run at once, and not hundreds: a user has 128 inotify instances on most machines, and a
/// reader without one looks at its files four times a second, which is not what these tests are about.
struct FewAtOnce: SuiteTrait, TestTrait, TestScoping {
  let isRecursive = true

  private static let turnstile = Turnstile(places: 24)

  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    guard testCase != nil else { return try await function() }
    await Self.turnstile.enter()
    do {
      try await function()
    } catch {
      await Self.turnstile.leave()
      throw error
    }
    await Self.turnstile.leave()
  }
}

extension Trait where Self == FewAtOnce {
  static var fewAtOnce: Self { FewAtOnce() }
}

/// So many may be inside; the others wait in the order in which they came.
private actor Turnstile {
  private var places: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) {
    self.places = places
  }

  func enter() async {
    if places > 0 {
      places -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
  }
}
