import Messages
import Model
import TestSupport

/// Posts of random alerts that fire, are told again and resolve, for properties that must hold for all of them.
struct RandomPost {
  let post: Post
  /// The identities of all alerts that the post has to tell of: each is a word of that alert's headline.
  let open: Set<String>
  let cleared: Set<String>
  let counted: Int

  init(
    form: Post.Form,
    steps: Int = 10,
    using random: inout SeededGenerator,
    words: [String] = ["disk", "at 93 %"]
  ) {
    let renderer = MessageRenderer(host: "web-1", zone: .utc)
    let hook = HookDefinition(name: "ops", url: Secret(""))
    let start = time("2026-11-23T02:00:00")
    var items: [OutboxItem] = []
    var states: [String: Alert.Status] = [:]
    for step in 0..<Int.random(in: 1...steps, using: &random) {
      let now = start + .seconds(step * 10)
      let alerts = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        RandomPost.alert(number: Int.random(in: 0..<25, using: &random), start: start, now: now, words, &random)
      }
      let unique = alerts.enumerated().filter { index, alert in
        !alerts[..<index].contains { $0.key == alert.key && $0.startsAt == alert.startsAt }
      }.map { $0.element }
      let notification = Notification(hook: hook.name, groupLabels: [:], reason: .more, alerts: unique, time: now)
      items.append(renderer.item(for: notification, hook: hook, now: now))
      for alert in unique { states[alert.labels["id"]] = alert.status }
      if Bool.random(using: &random) { items += renderer.items(text: "sent \(step)", hook: hook, now: now) }
    }
    post = Post(hook: hook.name, items: items, form: form, mayBeRepeat: Bool.random(using: &random), created: start)
    open = Set(states.filter { $0.value == .firing }.keys)
    cleared = Set(states.filter { $0.value == .resolved }.keys)
    counted = states.count
  }

  /// One of four rules' alerts, whose number says its name, its severity and its identity.
  private static func alert(
    number: Int,
    start: Instant,
    now: Instant,
    _ words: [String],
    _ random: inout SeededGenerator
  ) -> Alert {
    let isResolved = Bool.random(using: &random)
    let word = words[number % words.count]
    return Alert(
      name: AlertName("Rule\(number % 4)"),
      labels: [
        "alert": "Rule\(number % 4)", "severity": ["info", "warning", "critical"][number % 3], "id": "id-\(number)-",
        "word": word,
      ],
      status: isResolved ? .resolved : .firing,
      startsAt: start - .minutes(number),
      endsAt: isResolved ? now : nil,
      count: number,
      fields: ["text": word],
      lines: [word, words.randomElement(using: &random) ?? ""],
      annotations: [
        "summary": "{{id}} {{text}}", "runbook_url": "https://wiki.example/{{text}}", "note": "is {{word}}",
      ]
    )
  }
}
