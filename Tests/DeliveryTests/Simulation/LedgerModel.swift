import Delivery
import Model

/// What the ledger keeps, as simply as can be: each action is one write, and a crash may come between any two.
struct LedgerModel {
  private(set) var outbox: [Int64: OutboxItem] = [:]
  /// Everything that was ever stored.
  private(set) var history: [Int64: OutboxItem] = [:]
  private(set) var records: [HookName: [UInt8]] = [:]
  private(set) var open: [HookName: Post] = [:]
  private(set) var confirmed: Set<Int64> = []
  private(set) var buried: Set<Int64> = []
  private var lastID: Int64 = 0

  mutating func store(_ item: OutboxItem) -> OutboxItem {
    lastID += 1
    var item = item
    item.id = lastID
    outbox[lastID] = item
    history[lastID] = item
    return item
  }

  mutating func apply(_ action: DeliveryAction) {
    switch action {
    case .begin(let post):
      let ids = Set(post.ids)
      for hook in open.keys where hook != post.hook { open[hook]?.items.removeAll { ids.contains($0.id) } }
      open[post.hook] = post
    case .confirmed(let post):
      for id in post.ids {
        confirmed.insert(id)
        outbox[id] = nil
      }
      open[post.hook] = nil
    case .released(let post):
      if !post.mayBeRepeat { open[post.hook] = nil }
    case .buried(let post, _):
      for id in post.ids {
        buried.insert(id)
        outbox[id] = nil
      }
      open[post.hook] = nil
    case .hookRecord(let hook, let bytes):
      records[hook] = bytes
    case .report:
      break
    }
  }

  var items: [OutboxItem] { outbox.values.sorted { $0.id < $1.id } }

  /// The posts that were open, without the items that left the outbox; their tallies are as they were.
  var interrupted: [Post] {
    open.values.sorted { $0.hook < $1.hook }.compactMap { post in
      var post = post
      post.items.removeAll { outbox[$0.id] == nil }
      post.mayBeRepeat = true
      return post.itemIDs.isEmpty ? nil : post
    }
  }
}

extension Post {
  /// The ids of ``itemIDs``, one by one.
  var ids: [Int64] { items.map(\.id) + (tally?.items.flatMap { Array($0) } ?? []) }
}
