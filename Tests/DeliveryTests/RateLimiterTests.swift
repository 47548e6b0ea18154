import Model
import Testing

@testable import Delivery

@Suite("The rate limiter")
struct RateLimiterTests {
  @Test("lets a burst through at once, and then one post per interval")
  func burst() {
    let limit = RateLimit(every: .seconds(5), burst: 3)
    var limiter = RateLimiter()
    var now = Instant(seconds: 1000)
    for left in [3, 2, 1] {
      #expect(limiter.available(limit, now: now) == left)
      #expect(limiter.next(limit) <= now)
      limiter.take(limit, halved: false, now: now)
    }
    #expect(limiter.available(limit, now: now) == 0)
    #expect(limiter.next(limit) == now + .seconds(5))
    now = now + .seconds(12)
    #expect(limiter.available(limit, now: now) == 2)
  }

  @Test("does not wait for a time that a clock which was set back was ahead")
  func clockSetBack() {
    let limit = RateLimit(every: .seconds(5), burst: 1)
    var limiter = RateLimiter()
    limiter.take(limit, halved: false, now: Instant(seconds: 1_000_000))
    let now = Instant(seconds: 1000)
    limiter.settle(limit, now: now)
    #expect(limiter.next(limit) <= now + .seconds(10))
  }
}
