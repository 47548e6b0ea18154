@testable import Ledger
import Model
import TestSupport

/// The ledger as a few dictionaries: what the database must agree with, whatever happens.
struct ModelLedger {
  var positions: [String: [UInt8]] = [:]
  var outbox: [OutboxItem] = []
  var letters: [Int64] = []
  var open: [HookName: Post] = [:]
  var told = 0

  mutating func apply(_ change: LedgerChange) {
    for (key, value) in change.positions { positions[key] = value }
    outbox += change.items
    for step in change.posts {
      switch step {
      case .began(let post, _): open[post.hook] = post
      case .confirmed(let post):
        told += post.items.count
        take(post.items.map(\.id))
        open[post.hook] = nil
      case .released(let post): if !post.mayBeRepeat { open[post.hook] = nil }
      case .buried(let items, _):
        letters += items
        take(items)
      case .dropped(let items): take(items)
      case .forgotten(let ids): letters.removeAll { ids.contains($0) }
      }
    }
  }

  private mutating func take(_ items: [Int64]) {
    outbox.removeAll { items.contains($0.id) }
  }

  var contents: LedgerContents {
    LedgerContents(
      positions: positions,
      outbox: outbox,
      interrupted: open.values.sorted { $0.hook < $1.hook }.compactMap { post in
        var post = post
        post.mayBeRepeat = true
        post.items.removeAll { item in !outbox.contains { $0.id == item.id } }
        return post.items.isEmpty ? nil : InterruptedPost(post: post, attempt: 1)
      },
      isFirstStart: false
    )
  }

  var sizes: [HookName: Int] {
    outbox.reduce(into: [:]) { $0[$1.hook, default: 0] += 1 }
  }

  /// Something that may happen next.
  func randomChange(using random: inout SeededGenerator) -> LedgerChange {
    let hook: HookName = Bool.random(using: &random) ? "ops" : "stats"
    let waiting = outbox.filter { $0.hook == hook && open[hook]?.items.map(\.id).contains($0.id) != true }
    switch Int.random(in: 0..<10, using: &random) {
    case 0...3:
      let items = (0..<Int.random(in: 1...4, using: &random)).map { item("\($0)", hook: hook, severity: .info) }
      return LedgerChange(positions: ["log": [UInt8.random(in: 0...9, using: &random)]], items: items)
    case 4...6:
      guard let post = open[hook] else {
        let items = Array(waiting.prefix(Int.random(in: 1...3, using: &random)))
        return items.isEmpty ? LedgerChange() : LedgerChange(posts: [.began(post(items), attempt: 1)])
      }
      var answered = post
      answered.mayBeRepeat = Bool.random(using: &random)
      return LedgerChange(posts: [Bool.random(using: &random) ? .confirmed(post) : .released(answered)])
    case 7:
      let fault = PostFault(status: 400, detail: "no")
      return LedgerChange(posts: [.buried(items: waiting.prefix(2).map(\.id), fault: fault)])
    case 8: return LedgerChange(positions: ["log": nil], posts: [.dropped(items: waiting.suffix(1).map(\.id))])
    default: return LedgerChange(posts: [.forgotten(letters: Array(letters.prefix(1)))])
    }
  }
}
