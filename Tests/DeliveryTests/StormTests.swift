import Delivery
import Model
import Testing

@Suite("Storms and backlogs")
struct StormTests {
  @Test("more than 30 new alerts in a minute are a storm, told together with a running total until it is over")
  func storm() throws {
    var desk = Desk()
    var posts: [Post] = []
    for _ in 0..<31 {
      posts += desk.queue(desk.alert())
      posts += desk.answer(.delivered)
    }
    guard case .stormBegan("ops", let total) = desk.reports.first else {
      Issue.record("the storm is told: \(desk.reports)")
      return
    }
    #expect(total.alerts == 31)
    for _ in 0..<100 {
      desk.now = desk.now + .seconds(1)
      posts += desk.queue(desk.alert())
      posts += desk.answer(.delivered)
    }
    posts += desk.drain([])
    let merged = posts.filter { $0.form == .merged }
    #expect(posts.flatMap(\.itemNumbers).sorted() == Array(1...131), "every alert is told, and once")
    #expect(posts.count <= 12)
    #expect(merged.allSatisfy { $0.storm != nil })
    let last = try #require(merged.last?.storm)
    #expect(last.alerts == 126, "five were told before it began")
    while desk.scheduler.nextWake != nil { desk.wake() }
    guard case .stormEnded("ops", let end, _) = desk.reports.last else {
      Issue.record("the end is told: \(desk.reports)")
      return
    }
    #expect(end.alerts == last.alerts)
    #expect(desk.reports.last?.notice?.hook == "ops")
  }

  @Test("a hook whose rate lets many messages through has them one by one: no storm where nobody asked for few")
  func generousRate() {
    var desk = Desk([Desk.hook(every: .milliseconds(100), burst: 100)])
    var posts: [Post] = []
    for _ in 0..<300 {
      desk.now = desk.now + .milliseconds(150)
      posts += desk.queue(desk.alert())
      posts += desk.answer(.delivered)
    }
    #expect(posts.count == 300)
    #expect(posts.allSatisfy { $0.form == .whole && $0.storm == nil })
  }

  @Test("in a storm, critical alerts and texts do not wait for the next message of the storm")
  func criticalInStorm() {
    var desk = Desk()
    #expect(desk.tell(.queued(desk.alerts(40))).map(\.form) == [.merged])
    desk.answer(.delivered)
    desk.tell(.queued(desk.alerts(5)))
    #expect(desk.scheduler.nextWake == desk.now + .seconds(30))
    #expect(desk.queue(desk.alert("HostDown", .critical)).map(\.itemNumbers) == [[46]])
    desk.answer(.delivered)
    #expect(desk.queue(desk.text()).map(\.itemNumbers) == [[47]])
  }

  @Test("100,000 alerts in a minute make a handful of messages that account for every one, in bounded room")
  func flood() {
    var desk = Desk()
    var posts: [Post] = []
    let step = Duration.nanoseconds(60_000_000_000 / 1000)
    for index in 0..<1000 {
      desk.now = desk.now + step
      let items = (0..<100).map {
        desk.alert(AlertName("Alert\(($0 + index) % 7)"), $0 % 10 == 0 ? .critical : .warning)
      }
      posts += desk.tell(.queued(items))
      posts += desk.answer(.delivered)
      if desk.scheduler.nextWake.map({ $0 <= desk.now }) == true { posts += desk.tell(.tick) }
    }
    posts += desk.drain([])
    let items = posts.map(\.items.count).max() ?? 0
    #expect(items <= 10_000, "what is kept in full is bounded")
    #expect(posts.reduce(0) { $0 + $1.items.count + ($1.tally?.alerts ?? 0) } == 100_000)
    #expect(Set(desk.confirmed).count == 100_000)
    #expect(posts.count <= 12, "\(posts.count) messages")
  }

  @Test("after an outage the backlog is one folded message, not many old ones")
  func folding() throws {
    var desk = Desk()
    desk.queue(desk.alert())
    desk.answer(serverError)
    for _ in 0..<30 {
      desk.now = desk.now + .seconds(60)
      desk.queue(desk.alert())
      if desk.status()?.condition == .inFlight { desk.answer(serverError) }
    }
    let post = try #require(desk.wake().first)
    #expect(post.form == .folded)
    #expect(post.items.count == 31)
    #expect(post.created == Desk.start)
    desk.answer(.delivered)
    #expect(desk.queue(desk.alert()).map(\.form) == [.whole])
  }

  @Test("one alert that waited alone is told as it is")
  func single() {
    var desk = Desk()
    desk.queue(desk.alert())
    desk.answer(.failed(PostFault(status: 503, detail: ""), retryAfter: .minutes(5)))
    #expect(desk.wake().map(\.form) == [.whole])
  }

  @Test(
    "alerts that waited past their age are told in numbers, never dropped",
    arguments: [
      (Severity.info, 1.1, true), (.info, 0.9, false), (.warning, 6.1, true), (.warning, 5.9, false),
      (.critical, 24.1, true), (.critical, 23.9, false),
    ]
  )
  func age(severity: Severity, hours: Double, isNumber: Bool) throws {
    var desk = Desk()
    let items = desk.alerts(3, severity)
    var later = Desk(items: items, now: desk.now + .seconds(hours * 3600))
    let post = try #require(later.tell(.tick).first)
    #expect(post.tally?.alerts == (isNumber ? 3 : nil))
    #expect(post.items.count == (isNumber ? 0 : 3))
    later.answer(.delivered)
    #expect(later.confirmed == [1, 2, 3])
  }

  @Test("a clock that is set back by a day holds nothing up for more than an hour")
  func clockSetBack() throws {
    var desk = Desk([Desk.hook(burst: 1)])
    desk.queue(desk.alert())
    desk.answer(.failed(PostFault(status: 503, detail: ""), retryAfter: .hours(1)))
    desk.now = desk.now - .days(1)
    desk.tell(.tick)
    #expect(try #require(desk.scheduler.nextWake) <= desk.now + .hours(1))
  }

  @Test("a clock that is set back by a day does not hold back a storm")
  func clockSetBackInStorm() throws {
    var desk = Desk()
    desk.tell(.queued(desk.alerts(40)))
    desk.answer(.delivered)
    desk.now = desk.now - .days(1)
    desk.tell(.queued(desk.alerts(5)))
    #expect(try #require(desk.scheduler.nextWake) <= desk.now + .seconds(30))
    desk.drain([])
    while desk.scheduler.nextWake != nil { desk.wake() }
    #expect(desk.now < Desk.start - .days(1) + .minutes(10))
  }
}
