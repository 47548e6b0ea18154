import Messages
import Model

/// What a golden file tells, line by line: it queues items, and ends with the post that sends them.
struct Scene {
  struct UnknownWord: Error {
    let word: String
  }

  private let renderer = MessageRenderer(host: "web-1", zone: .utc)
  private var hook = HookDefinition(name: "ops", url: Secret(""))
  private var notification: Notification?
  private var report: SummaryReport?
  private var post = Post(hook: "ops", items: [], form: .whole, mayBeRepeat: false, created: .epoch)
  private var sent: Instant?
  private var tally = Tally()

  mutating func read(_ word: String, _ rest: String) throws {
    let words = rest.split(separator: " ").map(String.init)
    switch word {
    case "notify":
      queue()
      let reason = Notification.Reason(rawValue: words[0])
      notification = Notification(
        hook: hook.name,
        groupLabels: [:],
        reason: reason ?? .new,
        alerts: [],
        time: time(words[1])
      )
    case "told-before": notification?.since = time(rest)
    case "alert":
      let alert = alert(words)
      notification?.alerts.append(alert)
    case "passed":
      let alert = alert(words)
      notification?.passed.append(alert)
    case "count": change { $0.count = Int(rest) ?? 0 }
    case "window": change { $0.window = Duration(text: rest) }
    case "value": change { $0.value = Double(rest) }
    case "file": change { $0.origin = rest }
    case "line": change { $0.lines.append(rest.replacing("\\n", with: "\n")) }
    case "label": changeWithName(rest) { $0.labels[$1] = $2 }
    case "capture": changeWithName(rest) { $0.fields[$1] = $2 }
    case "annotation": changeWithName(rest) { $0.annotations[$1] = $2 }
    case "send":
      queue()
      let text = words.dropFirst().joined(separator: " ").replacing("\\n", with: "\n")
      post.items += renderer.items(text: text, hook: hook, now: time(words[0]))
    case "file-of-text":
      let file = Attachment(name: rest, type: "text/plain", content: .bytes([]))
      post.items[post.items.count - 1].files.append(file)
    case "from-hook":
      queue()
      post.items[post.items.count - 1].hook = HookName(rest)
    case "summary": startSummary(words)
    case "values", "reading", "top", "top-count", "alerts", "episode": readSection(word, words)
    case "post": try readPost(words)
    default: throw UnknownWord(word: word)
    }
  }

  /// The body of the post, then its sender and its files.
  var message: String {
    let body = renderer.body(of: post, hook: hook, now: sent ?? .epoch)
    let files = body.files.map { "[file \($0.name)]\n" }.joined()
    return "\(body.text.replacing("\u{200B}", with: "¦"))\n[from \(body.user ?? "nobody")]\n\(files)"
  }

  /// `post FORM TIME [repeat] [no-files] [limit=N] [storm=TIME,N] [counted=N]`.
  private mutating func readPost(_ words: [String]) throws {
    queue()
    post.form = Post.Form(rawValue: words[0]) ?? .whole
    let now = time(words[1])
    sent = now
    for option in words.dropFirst(2) {
      let parts = option.split(separator: "=").map(String.init)
      let numbers = parts.last?.split(separator: ",").map(String.init) ?? []
      switch parts[0] {
      case "repeat": post.mayBeRepeat = true
      case "no-files": post.withoutFiles = true
      case "limit": hook.maxLength = Int(numbers[0]) ?? 0
      case "storm": post.storm = StormTotal(since: time(numbers[0]), alerts: Int(numbers[1]) ?? 0)
      case "counted":
        for item in post.items.prefix(Int(numbers[0]) ?? 0) { tally.add(item) }
        post.items.removeFirst(Int(numbers[0]) ?? 0)
        post.tally = tally
      default: throw UnknownWord(word: option)
      }
    }
  }

  private mutating func startSummary(_ words: [String]) {
    queue()
    report = SummaryReport(
      summary: SummaryName(words[0]),
      hook: hook.name,
      scheduled: time(words[1]),
      period: time(words[2])..<time(words[3]),
      time: time(words[4]),
      sections: []
    )
  }

  private mutating func readSection(_ word: String, _ words: [String]) {
    guard var sections = report?.sections else { return }
    let last = sections.popLast()
    switch (word, last) {
    case ("reading", .values(let title, let unit, let readings)):
      let labels: Labels = words.count == 2 ? ["name": words[0]] : [:]
      let reading = SummaryReport.Reading(labels: labels, value: words.last.flatMap(Double.init))
      sections.append(.values(title: title, unit: unit, readings + [reading]))
    case ("top-count", .top(let title, let counts, let others)):
      let count = SummaryReport.Count(value: words.dropFirst().joined(separator: " "), count: Int(words[0]) ?? 0)
      sections.append(.top(title: title, counts + [count], others: others))
    case ("episode", .alerts(let title, let episodes)):
      let episode = SummaryReport.Episode(
        name: AlertName(words[0]),
        labels: ["alert": words[0], "severity": words[1]],
        startsAt: time(words[2]),
        endsAt: words.count > 3 ? time(words[3]) : nil,
        count: 1
      )
      sections.append(.alerts(title: title, episodes + [episode]))
    default:
      if let last { sections.append(last) }
      let title = words.dropFirst().joined(separator: " ")
      switch word {
      case "values": sections.append(.values(title: title, unit: words[0], []))
      case "top": sections.append(.top(title: title, [], others: Int(words[0]) ?? 0))
      default: sections.append(.alerts(title: words.joined(separator: " "), []))
      }
    }
    report?.sections = sections
  }

  private mutating func queue() {
    if let notification { post.items.append(renderer.item(for: notification, hook: hook, now: notification.time)) }
    if let report { post.items += renderer.items(for: report, hook: hook) }
    notification = nil
    report = nil
  }

  /// `NAME SEVERITY START [END]`.
  private func alert(_ words: [String]) -> Alert {
    Alert(
      name: AlertName(words[0]),
      labels: ["alert": words[0], "severity": words[1]],
      status: words.count > 3 ? .resolved : .firing,
      startsAt: time(words[2]),
      endsAt: words.count > 3 ? time(words[3]) : nil
    )
  }

  private mutating func change(_ change: (inout Alert) -> Void) {
    guard var notification else { return }
    if notification.passed.isEmpty {
      change(&notification.alerts[notification.alerts.count - 1])
    } else {
      change(&notification.passed[notification.passed.count - 1])
    }
    self.notification = notification
  }

  private mutating func changeWithName(_ rest: String, _ change: (inout Alert, String, String) -> Void) {
    let parts = rest.split(separator: " ", maxSplits: 1).map(String.init)
    self.change { change(&$0, parts[0], parts.count == 2 ? parts[1].replacing("\\n", with: "\n") : "") }
  }
}

/// The instant of a text such as `2026-11-24T12:00:00`, in UTC.
func time(_ text: String) -> Instant {
  let numbers = text.split { !$0.isNumber }.compactMap { Int($0) }
  let date = LocalDate(year: numbers[0], month: numbers[1], day: numbers[2])
  return Zone.utc.instant(LocalTime(date: date, secondOfDay: numbers[3] * 3600 + numbers[4] * 60 + numbers[5]))
}
