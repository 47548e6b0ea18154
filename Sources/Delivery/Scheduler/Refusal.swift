import Model

/// What becomes of a post that a hook refused: the fault may lie in one item, in the files, or in the size.
enum Refusal {
  /// Its halves, in order, so that one bad item does not take the others with it.
  case split([Post])
  case withoutFiles(Post)
  case shorter(Post, maxLength: Int)
  /// Nothing is left to try.
  case final

  /// No message is made shorter than this.
  private static let shortest = 500

  init(of post: Post, isTooLarge: Bool, maxLength: Int) {
    let length = post.maxLength ?? maxLength
    if isTooLarge, post.form == .whole, let halves = post.halves {
      self = .split(halves)
    } else if !post.withoutFiles, post.mayHaveFiles(maxLength: length) {
      var text = post
      text.withoutFiles = true
      self = .withoutFiles(text)
    } else if isTooLarge, length / 2 >= Refusal.shortest {
      var shorter = post
      shorter.maxLength = length / 2
      self = .shorter(shorter, maxLength: length / 2)
    } else if let halves = post.halves {
      self = .split(halves)
    } else {
      self = .final
    }
  }
}

extension Post {
  /// Two posts of half the items each; nil for one that has nothing to split.
  fileprivate var halves: [Post]? {
    let middle = tally == nil ? items.count / 2 : (items.count + 1) / 2 - 1
    guard items.count + (tally == nil ? 0 : 1) > 1 else { return nil }
    var first = self
    var second = self
    first.items = Array(items[..<max(0, middle)])
    second.items = Array(items[max(0, middle)...])
    second.tally = nil
    return [first, second]
  }

  /// Files go along with it: its items', a list of their alerts, or the text that did not fit.
  fileprivate func mayHaveFiles(maxLength: Int) -> Bool {
    guard form == .whole else { return true }
    let length = items.reduce(0) { $0 + $1.text.unicodeScalars.count }
    return length > maxLength || items.contains { !$0.files.isEmpty || $0.alerts.count > OutboxItem.alertsInText }
  }
}
