import Delivery
import Model
import Testing

@Suite("Hooks that are gone, and those that stand in")
struct FallbackTests {
  private let hooks = [Desk.hook("ops", fallback: "stats"), Desk.hook("stats")]

  /// Asks a hook until it is believed that it is gone.
  private func gone() -> Desk {
    var desk = Desk(hooks)
    desk.queue(desk.alert("HostDown", .critical))
    for _ in 0..<2 {
      desk.answer(notFound)
      desk.wake()
    }
    return desk
  }

  @Test("a hook is asked three times within 30 s before it counts as gone; then the fallback has its messages")
  func threeTimes() throws {
    var desk = gone()
    #expect(desk.now <= Desk.start + .seconds(30))
    #expect(desk.reports.count == 1)
    let post = try #require(desk.answer(notFound).first)
    #expect(post.hook == "stats")
    #expect(post.items.map(\.hook) == ["ops"], "the message can say whose it is")
    let report = try #require(desk.reports.last)
    #expect(report == .gone("ops", PostFault(status: 404, detail: "no such hook"), standIn: "stats"))
    #expect(desk.status()?.isGone == true)
    #expect(desk.status()?.troubleSince == Desk.start)
    desk.answer(.delivered, "stats")
    #expect(desk.confirmed == [1])
  }

  @Test("a hook that nobody stands in for is not heard from its first failure on; one with a fallback is heard again")
  func unheard() {
    var desk = gone()
    #expect(desk.status()?.unheardSince == Desk.start)
    desk.answer(notFound)
    #expect(desk.status()?.unheardSince == nil)
    var alone = Desk()
    alone.queue(alone.alert())
    alone.answer(serverError)
    alone.wake()
    #expect(alone.status()?.condition == .inFlight)
    #expect(alone.status()?.unheardSince == Desk.start)
    alone.answer(.delivered)
    #expect(alone.status()?.unheardSince == nil)
  }

  @Test("a hook that is gone is asked at once after a reload: somebody may have mended it")
  func reload() {
    var desk = gone()
    desk.answer(notFound)
    desk.answer(.delivered, "stats")
    desk.tell(.hooksChanged(hooks))
    #expect(desk.queue(desk.alert()).map(\.hook) == ["ops"])
    desk.answer(.delivered)
    #expect(desk.status()?.condition == .idle)
  }

  @Test("a message whose answer was lost says so on the fallback too, until it is told; others do not")
  func repeatMoves() throws {
    var desk = Desk(hooks)
    desk.queue(desk.text("one"))
    desk.answer(.unknown(PostFault(detail: "no answer in time")))
    desk.queue(desk.text("two"))
    desk.wake()
    for _ in 0..<2 {
      desk.answer(notFound)
      desk.wake()
    }
    let post = try #require(desk.answer(notFound).first)
    #expect(post.hook == "stats")
    #expect(post.itemNumbers == [1])
    #expect(post.mayBeRepeat)
    desk.answer(serverError, "stats")
    let again = try #require(desk.wake().first)
    #expect(again == post)
    let next = try #require(desk.answer(.delivered, "stats").first)
    #expect(next.itemNumbers == [2])
    #expect(!next.mayBeRepeat)
  }

  @Test("a hook that was only doubted goes on by itself")
  func doubted() {
    var desk = gone()
    desk.answer(.delivered)
    #expect(desk.confirmed == [1])
    #expect(desk.status()?.condition == .idle)
  }

  @Test("a hook that is gone is tried once an hour with a real message, and has the next ones when it is back")
  func probe() throws {
    var desk = gone()
    desk.answer(notFound)
    desk.answer(.delivered, "stats")
    #expect(desk.queue(desk.alert()).map(\.hook) == ["stats"])
    desk.answer(.delivered, "stats")
    desk.pass(.hours(1))
    #expect(desk.queue(desk.alert()).map(\.hook) == ["ops"], "the probe")
    #expect(desk.answer(notFound).map(\.hook) == ["stats"])
    desk.answer(.delivered, "stats")
    desk.pass(.hours(1))
    #expect(desk.queue(desk.alert()).map(\.hook) == ["ops"])
    desk.answer(.delivered)
    #expect(desk.queue(desk.alert()).map(\.hook) == ["ops"])
    #expect(desk.confirmed == [1, 2, 3, 4])
    #expect(desk.reports.count { if case .gone = $0 { true } else { false } } == 1, "told once")
  }

  @Test("without a fallback, messages wait for the hourly probe")
  func alone() throws {
    var desk = Desk()
    desk.queue(desk.alert())
    for _ in 0..<2 {
      desk.answer(notFound)
      desk.wake()
    }
    desk.answer(notFound)
    #expect(desk.scheduler.nextWake == desk.now + .hours(1))
    #expect(desk.wake().map(\.itemNumbers) == [[1]])
    desk.answer(.delivered)
    #expect(desk.confirmed == [1])
  }

  @Test("hooks that stand in for each other and are all gone keep their messages")
  func circle() {
    var desk = Desk([Desk.hook("a", fallback: "b"), Desk.hook("b", fallback: "a")])
    desk.queue(desk.alert(hook: "a"), desk.alert(hook: "b"))
    for _ in 0..<6 {
      desk.answer(notFound, "a")
      desk.answer(notFound, "b")
      desk.wake()
    }
    #expect(desk.scheduler.status(at: desk.now).map(\.queued).reduce(0, +) == 2)
    desk.answer(.delivered, "a")
    desk.answer(.delivered, "b")
    for _ in 0..<5 {
      desk.wake()
      desk.answer(.delivered, "a")
      desk.answer(.delivered, "b")
    }
    #expect(desk.confirmed.sorted() == [1, 2])
  }

  @Test("a hook that fails for five minutes is an alert, and after half an hour its fallback takes over")
  func failing() throws {
    var desk = Desk(hooks)
    desk.queue(desk.alert("HostDown", .critical))
    var begun: [Post] = []
    while begun.first?.hook != "stats", desk.now < Desk.start + .hours(2) {
      begun = desk.answer(serverError)
      if begun.isEmpty { begun = desk.wake() }
    }
    #expect((30...36).contains(Int((desk.now - Desk.start).inSeconds / 60)))
    let told = desk.reports.compactMap { report -> HookName?? in
      if case .failing(_, _, _, let standIn) = report { .some(standIn) } else { nil }
    }
    #expect(told == [nil, "stats"])
    desk.answer(.delivered, "stats")
    desk.pass(.minutes(6))
    #expect(desk.queue(desk.alert()).map(\.hook) == ["ops"], "a probe")
    desk.answer(.delivered)
    #expect(desk.confirmed == [1, 2])
  }

  @Test("what waited for a hook that is gone is folded by the one that stands in")
  func foldedByAnother() throws {
    var desk = gone()
    desk.queue(desk.alert(), desk.alert(), desk.alert())
    let post = try #require(desk.answer(notFound).first)
    #expect(post.hook == "stats")
    #expect(post.form == .folded)
    #expect(post.items.count == 4)
    #expect(post.created == Desk.start)
  }

  @Test("that a hook is gone is known after a restart")
  func restart() {
    var before = gone()
    before.answer(notFound)
    var desk = Desk(hooks, records: before.records, now: before.now + .minutes(1))
    #expect(desk.queue(desk.alert()).map(\.hook) == ["stats"])
  }
}
