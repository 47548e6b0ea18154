import FleepHooks
import Model

/// The text of one post: what was queued, in the form that the delivery scheduler chose, with the marks that belong on it.
struct PostMessage {
  let post: Post
  /// The names of files that do not go along.
  let missingFiles: [String]
  let zone: Zone
  let now: Instant
  private static let namesShown = 5

  var text: String {
    let body =
      switch post.form {
      case .whole: whole
      case .merged: MergedText(episodes: Episodes(of: post), storm: post.storm, zone: zone, now: now).text
      case .folded: FoldedText(episodes: Episodes(of: post), zone: zone, now: now).text
      }
    let text = (marks + [body] + missing).joined(separator: "\n")
    // Without a line feed behind it, Fleep takes a block's last fence for code.
    return text.hasSuffix(":::") ? text + "\n" : text
  }

  private var whole: String {
    let tally = post.tally.map { TallyText(tally: $0, zone: zone, now: now).text }
    return (post.items.map { LateMark(item: $0, zone: zone, now: now).marked } + [tally].compactMap { $0 })
      .joined(separator: "\n\n")
  }

  private var marks: [String] {
    var marks: [String] = []
    if post.mayBeRepeat { marks.append("🔁 Perhaps a repeat: an earlier attempt to send this was not answered.") }
    let others = Set(post.items.map { $0.hook }).subtracting([post.hook]).sorted()
    if !others.isEmpty {
      let names = others.map { Markup.inertLine($0.text) }.joined(separator: ", ")
      marks.append("↪️ In place of hook \(names), which cannot be reached.")
    }
    return marks
  }

  private var missing: [String] {
    guard !missingFiles.isEmpty else { return [] }
    let names = missingFiles.prefix(PostMessage.namesShown).map { Markup.inertLine($0) }
    let rest = missingFiles.count - names.count
    let others = rest > 0 ? " and \(rest) more" : ""
    let why = post.withoutFiles ? "the hook refused files" : "the hook takes no more or no larger ones"
    return ["📎 Not attached, because \(why): \(names.joined(separator: ", "))\(others)"]
  }
}

/// The mark on an item that comes late: when it was written, and how long ago that is.
struct LateMark {
  let item: OutboxItem
  let zone: Zone
  let now: Instant
  /// Waiting for a group, a rate or a quick retry is nothing to tell.
  private static let tolerance = Duration.minutes(1)

  /// The item's text, under the mark where it is late.
  var marked: String {
    let delay = now - item.queued
    guard delay > LateMark.tolerance else { return item.text }
    return "🕓 Late: from \(zone.text(of: item.queued, seenAt: now)), \(delay.spoken) ago\n\(item.text)"
  }
}
