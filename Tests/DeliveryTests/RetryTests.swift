import Delivery
import Model
import Testing

@Suite("What an answer means")
struct RetryTests {
  @Test("what did not arrive goes again, with pauses that grow to 30 s, and to 5 min after ten minutes")
  func backoff() throws {
    var desk = Desk([Desk.hook(every: .zero)])
    desk.queue(desk.alert())
    var longest = (early: Duration.zero, late: Duration.zero)
    var attempts = 0
    while desk.now < Desk.start + .hours(3) {
      desk.answer(serverError)
      let asked = desk.now
      let post = try #require(desk.wake().first)
      #expect(post.itemNumbers == [1])
      #expect(!post.mayBeRepeat)
      #expect(post.created == Desk.start)
      attempts += 1
      let pause = desk.now - asked
      if asked < Desk.start + .minutes(10) {
        longest.early = max(longest.early, pause)
      } else {
        longest.late = max(longest.late, pause)
      }
    }
    #expect(longest.early <= .seconds(30))
    #expect(longest.late <= .minutes(5))
    #expect(longest.late > .minutes(3))
    #expect((60...200).contains(attempts), "full jitter: half the ceiling on average")
    #expect(desk.reports.count == 2, "the first fault, and HookFailing: \(desk.reports)")
    desk.answer(.delivered)
    guard case .recovered("ops", let duration) = desk.reports.last else {
      Issue.record("the recovery is told")
      return
    }
    #expect(duration == desk.now - Desk.start)
  }

  @Test(
    "Retry-After is honoured, between a second and an hour",
    arguments: [
      (7, 7), (0, 1), (90, 90), (100_000, 3600),
    ]
  )
  func retryAfter(seconds: Int, expected: Int) {
    var desk = Desk()
    desk.queue(desk.alert())
    desk.answer(.failed(PostFault(status: 503, detail: ""), retryAfter: .seconds(seconds)))
    #expect(desk.scheduler.nextWake == desk.now + .seconds(expected))
    #expect(desk.wake().count == 1)
  }

  @Test("a 429 without Retry-After waits for a minute, then two, and halves the rate for a while")
  func throttled() {
    var desk = Desk([Desk.hook(burst: 1)])
    let throttled = PostOutcome.failed(PostFault(status: 429, detail: ""), retryAfter: nil)
    desk.queue(desk.text(), desk.text(), desk.text())
    desk.answer(throttled)
    #expect(desk.scheduler.nextWake == desk.now + .minutes(1))
    desk.wake()
    desk.answer(throttled)
    #expect(desk.scheduler.nextWake == desk.now + .minutes(2))
    desk.wake()
    desk.answer(.delivered)
    #expect(desk.scheduler.nextWake == desk.now + .seconds(10))
    desk.wake()
    desk.pass(.minutes(10))
    desk.answer(.delivered)
    desk.queue(desk.text())
    desk.answer(.delivered)
    #expect(desk.scheduler.nextWake == desk.now + .seconds(5))
    #expect(desk.reports.count { if case .slowed = $0 { true } else { false } } == 1)
  }

  @Test("what may have arrived goes again first, as it was, and marked")
  func unknown() throws {
    var desk = Desk()
    desk.queue(desk.alert())
    desk.queue(desk.alert("Other"))
    desk.answer(.unknown(PostFault(detail: "Timeout was reached")))
    let again = try #require(desk.wake().first)
    #expect(again.itemNumbers == [1])
    #expect(again.mayBeRepeat)
    let next = try #require(desk.answer(.delivered).first)
    #expect(next.itemNumbers == [2])
    #expect(!next.mayBeRepeat)
  }

  @Test("what was in flight when the process died goes again, marked, and is not queued twice")
  func interrupted() throws {
    var before = Desk()
    let items = [before.alert(), before.alert("Other")]
    let post = try #require(before.queue(items[0]).first)
    var desk = Desk(records: before.records, items: items, interrupted: [post], now: before.now + .seconds(9))
    let again = try #require(desk.tell(.tick).first)
    #expect(again.itemNumbers == [1])
    #expect(again.mayBeRepeat)
    #expect(desk.answer(.delivered).map(\.itemNumbers) == [[2]])
  }

  @Test("an interrupted post tells in numbers only what another hook's post has not told since")
  func interruptedTally() throws {
    var before = Desk()
    let items = before.alerts(4, .info)
    var aged = Desk(items: items, now: before.now + .hours(2))
    let post = try #require(aged.tell(.tick).first)
    #expect(post.tally?.itemCount == 4)
    var desk = Desk(items: Array(items[2...]), interrupted: [post], now: aged.now)
    #expect(desk.tell(.tick).map(\.itemIDs) == [[3...4]])
    desk.answer(.delivered)
    #expect(desk.confirmed == [3, 4])
  }

  @Test("a refused message is buried and does not hold up the next")
  func refused() {
    var desk = Desk()
    desk.queue(desk.text())
    desk.queue(desk.text())
    let next = desk.answer(.refused(PostFault(status: 400, detail: "no")))
    #expect(desk.buried == [1])
    #expect(next.map(\.itemNumbers) == [[2]])
  }

  @Test("a critical alert that is refused is told of, where it can be told")
  func lost() throws {
    for fallback in [nil, "stats"] as [HookName?] {
      var desk = Desk([Desk.hook(fallback: fallback), Desk.hook("stats")])
      desk.queue(desk.alert("HostDown", .critical))
      let fault = PostFault(status: 400, detail: "no")
      desk.answer(.refused(fault))
      #expect(desk.buried == [1])
      #expect(desk.reports == [.lost("ops", fault, keys: ["k0"], standIn: fallback)])
      let notice = try #require(desk.reports.first?.notice)
      #expect(notice.hook == fallback ?? "ops")
      #expect(notice.text.contains("k0"))
    }
  }

  @Test("the one bad item of a batch is found, and the others arrive")
  func badItem() {
    var desk = Desk([Desk.hook(every: .zero)])
    desk.queue(desk.text())
    desk.tell(.queued(desk.alerts(9)))
    var posts = desk.answer(.delivered)
    var attempts = 0
    while let post = posts.first {
      attempts += 1
      let isBad = post.itemNumbers.contains(7)
      posts = desk.answer(isBad ? .refused(PostFault(status: 430, detail: "no")) : .delivered)
    }
    #expect(desk.buried == [7])
    #expect(desk.confirmed == [1, 2, 3, 4, 5, 6, 8, 9, 10])
    #expect(attempts <= 9)
  }

  @Test("files that a hook refuses are left out, and the text goes")
  func quota() throws {
    var desk = Desk()
    let chart = Attachment(name: "chart.png", type: "image/png", content: .bytes([1]))
    desk.queue(desk.text(files: [chart]))
    let again = try #require(desk.answer(.refused(PostFault(status: 431, detail: "quota"))).first)
    #expect(again.withoutFiles)
    #expect(desk.reports == [.filesRefused("ops", PostFault(status: 431, detail: "quota"))])
    desk.answer(.delivered)
    #expect(desk.confirmed == [1])
  }

  @Test("a message that is too large goes in halves, then without files, then shorter, and at last not at all")
  func tooLarge() {
    var desk = Desk([Desk.hook(every: .zero)])
    let fault = PostOutcome.tooLarge(PostFault(status: 413, detail: "too large"))
    desk.queue(desk.text())
    var item = desk.alert()
    item.files = [Attachment(name: "a.txt", type: "text/plain", content: .bytes([1]))]
    desk.queue(item, desk.alert())
    desk.answer(.delivered)
    var shapes: [String] = []
    var posts = desk.answer(fault)
    while let post = posts.first, post.itemNumbers == [2] {
      shapes.append("\(post.withoutFiles) \(post.maxLength ?? 10_000)")
      posts = desk.answer(fault)
    }
    #expect(shapes == ["false 10000", "true 10000", "true 5000", "true 2500", "true 1250", "true 625"])
    #expect(desk.buried == [2])
    #expect(posts.map(\.itemNumbers) == [[3]])
  }
}
