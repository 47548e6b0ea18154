import Model

@testable import Delivery

/// A hook that has its moods: it stores, loses answers, throttles, fails, says that it is gone.
struct HookModel {
  enum Mood: CaseIterable {
    case well, down, failing, glue, throttling, gone, flaky
  }

  struct Arrival {
    var time: Instant
    var ids: [Int64]
    /// Those of them that are told in words, not only in numbers.
    var listed: [Int64]
    var form: Post.Form
    var mayBeRepeat: Bool
    var isStored: Bool
  }

  private(set) var mood = Mood.well
  private(set) var arrivals: [Arrival] = []
  /// Items whose texts this hook never takes.
  var refused: Set<Int64> = []
  /// It takes no more items than this in one message.
  var most = 1_000_000

  mutating func change(to mood: Mood) { self.mood = mood }

  /// What becomes of a post, and how long the answer takes.
  mutating func take(_ post: Post, at now: Instant, random: inout RandomSource) -> (PostOutcome, Duration) {
    var mood = mood
    if mood == .flaky { mood = Mood.allCases.dropLast().randomElement(using: &random) ?? .well }
    let isRefused = post.items.contains { refused.contains($0.id) }
    var stores = false
    let fault = PostFault(detail: "simulated")
    let outcome: PostOutcome
    switch mood {
    case .well, .flaky:
      if isRefused {
        outcome = .refused(PostFault(status: 400, detail: "simulated"))
      } else if post.items.count > most {
        outcome = .tooLarge(PostFault(status: 413, detail: "simulated"))
      } else {
        stores = true
        outcome = .delivered
      }
    case .down:
      outcome = .failed(fault, retryAfter: nil)
    case .failing:
      outcome = .failed(PostFault(status: 500, detail: "simulated"), retryAfter: nil)
    case .glue:
      stores = Bool.random(using: &random) && !isRefused
      outcome = .unknown(fault)
    case .throttling:
      let wait: Duration? = Bool.random(using: &random) ? .seconds(Int.random(in: -1...90, using: &random)) : nil
      outcome = .failed(PostFault(status: 429, detail: "simulated"), retryAfter: wait)
    case .gone:
      outcome = .gone(PostFault(status: 404, detail: "simulated"))
    }
    arrivals.append(
      Arrival(
        time: now,
        ids: post.ids,
        listed: post.items.map(\.id),
        form: post.form,
        mayBeRepeat: post.mayBeRepeat,
        isStored: stores
      )
    )
    let wait: Duration = mood == .glue ? .seconds(20) : .milliseconds(Int.random(in: 5...900, using: &random))
    return (outcome, wait)
  }
}
