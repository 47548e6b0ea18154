import Delivery
import Model
import Testing

@Suite("What goes out, and in which order")
struct OrderTests {
  @Test("an item goes at once when the hook is idle")
  func idle() throws {
    var desk = Desk()
    let post = try #require(desk.queue(desk.alert()).first)
    #expect(post.itemNumbers == [1])
    #expect(post.form == .whole)
    #expect(!post.mayBeRepeat)
    #expect(post.created == desk.now)
    #expect(desk.scheduler.nextWake == nil)
    desk.answer(.delivered)
    #expect(desk.confirmed == [1])
  }

  @Test("one request at a time; what comes meanwhile goes together with the next")
  func batch() throws {
    var desk = Desk()
    desk.queue(desk.alert())
    for _ in 0..<5 { #expect(desk.queue(desk.alert()).isEmpty) }
    let post = try #require(desk.answer(.delivered).first)
    #expect(post.itemNumbers == [2, 3, 4, 5, 6])
    #expect(post.form == .whole)
  }

  @Test("a message holds at most 20 alerts")
  func twenty() {
    var desk = Desk([Desk.hook(burst: 10)])
    desk.queue(desk.text())
    desk.tell(.queued(desk.alerts(25)))
    let posts = desk.drain(desk.answer(.delivered))
    #expect(posts.map(\.items.count) == [20, 5])
    #expect(posts.allSatisfy { $0.form == .whole })
  }

  @Test("a message is no longer than the hook's max_length, and a longer item goes alone")
  func length() {
    var desk = Desk([Desk.hook(burst: 10, maxLength: 100)])
    desk.queue(desk.text())
    for length in [40, 40, 40, 300, 10] {
      desk.queue(desk.alert(text: String(repeating: "ä", count: length)))
    }
    let posts = desk.drain(desk.answer(.delivered))
    #expect(posts.map(\.itemNumbers) == [[2, 3], [4], [5], [6]])
  }

  @Test("texts and summaries stay messages of their own, in their turn")
  func texts() {
    var desk = Desk([Desk.hook(burst: 10)])
    desk.queue(desk.alert())
    desk.queue(desk.alert(), desk.text(), desk.text(), desk.alert())
    let posts = desk.drain(desk.answer(.delivered))
    #expect(posts.map(\.itemNumbers) == [[2], [3], [4], [5]])
  }

  @Test("above the rate, alerts merge into one message")
  func merging() throws {
    var desk = Desk([Desk.hook(burst: 1)])
    desk.queue(desk.alert())
    desk.answer(.delivered)
    desk.tell(.queued(desk.alerts(25)))
    #expect(desk.status()?.condition == .waiting(until: desk.now + .seconds(5)))
    let post = try #require(desk.wake().first)
    #expect(post.form == .merged)
    #expect(post.items.count == 25)
    #expect(desk.now == Desk.start + .seconds(5))
  }

  @Test("texts are never merged away, and alerts may pass them")
  func mergingAroundTexts() {
    var desk = Desk([Desk.hook(burst: 1)])
    desk.queue(desk.alert())
    desk.tell(.queued(desk.alerts(15)))
    desk.queue(desk.text())
    desk.tell(.queued(desk.alerts(15)))
    let posts = desk.drain(desk.answer(.delivered))
    #expect(posts.map(\.form) == [.merged, .whole])
    #expect(posts.last?.itemNumbers == [17])
  }

  @Test("critical alerts go first and in full when others merge")
  func criticalFirst() throws {
    var desk = Desk([Desk.hook(burst: 1)])
    desk.queue(desk.alert())
    desk.tell(.queued(desk.alerts(25)))
    desk.queue(desk.alert("HostDown", .critical))
    desk.answer(.delivered)
    let first = try #require(desk.wake().first)
    #expect(first.itemNumbers == [27])
    #expect(first.form == .whole)
    let second = try #require(desk.drain(desk.answer(.delivered)).first)
    #expect(second.form == .merged)
    #expect(second.items.count == 25)
  }

  @Test("a dead hook does not hold up another")
  func isolation() {
    var desk = Desk([Desk.hook("dead"), Desk.hook("ops", every: .seconds(3))])
    desk.queue(desk.alert(hook: "dead"))
    for _ in 0..<50 {
      desk.now = desk.now + .seconds(3)
      let item = desk.alert()
      #expect(desk.queue(item).map(\.hook) == ["ops"])
      desk.answer(.delivered)
    }
    #expect(desk.status("dead")?.condition == .inFlight)
    #expect(desk.confirmed.count == 50)
  }

  @Test("items for a hook that the configuration lost go to its fallback, or wait and are told of")
  func unconfigured() {
    var desk = Desk([Desk.hook(), Desk.hook("stats", fallback: "ops")])
    desk.queue(desk.text(hook: "nowhere"))
    #expect(desk.reports == [.unconfigured("nowhere")])
    desk.queue(desk.text(hook: "stats"))
    desk.queue(desk.text(hook: "stats"))
    desk.answer(.delivered, "stats")
    desk.queue(desk.text(hook: "stats"))
    let moved = desk.tell(.hooksChanged([Desk.hook()]))
    #expect(moved.isEmpty, "one is still in flight")
    #expect(desk.answer(.delivered, "stats").map(\.hook) == ["ops"])
    #expect(desk.tell(.hooksChanged([Desk.hook(), Desk.hook("nowhere")])).map(\.hook) == ["nowhere"])
  }
}
