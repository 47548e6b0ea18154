import FoundationEssentials
import Model

/// A test of the rules.
enum TestSection: Section {
  static let title = "test"

  static let test = Key("test", .text, required: true, "What it shows, as a sentence.")
  static let start = Setting("start", .instant, default: "2026-01-01T00:00:00Z", "The time at which it begins.")
  static let lines = Key(
    "lines",
    .map(.text, to: .testLines, names: "source"),
    "The lines that come, by source: `+OFFSET`, maybe `xCOUNT`, two blanks, the line."
  )
  static let commands = Key(
    "commands",
    .map(.text, to: .list(of: .section(TestOutputSection.self)), names: "metric"),
    "What commands print, by metric; an output holds until the next one."
  )
  static let expect = Key("expect", .list(of: .section(ExpectationSection.self)), required: true, "What must be so.")

  static let keys: [any DescribedKey] = [test, start, lines, commands, expect]

  static func decode(_ mapping: Mapping<Self>) -> RuleTest? {
    guard let name = mapping[test], let expect = mapping[expect] else { return nil }
    let lines = mapping[lines] ?? []
    let commands = mapping[commands] ?? []
    for line in lines { mapping.loading.names.refer(to: .source, line.name.value, at: line.name.place) }
    for command in commands { mapping.loading.names.refer(to: .metric, command.name.value, at: command.name.place) }
    return RuleTest(
      name: name,
      start: mapping[start],
      lines: Dictionary(lines.map { (SourceName($0.name.value), $0.value) }) { first, _ in first },
      commands: Dictionary(
        commands.map { (MetricName($0.name.value), $0.value.sorted { $0.offset < $1.offset }) }
      ) { first, _ in first },
      expect: expect,
      file: mapping.node.place.file.path,
      line: mapping.node.place.line
    )
  }
}

/// What a command prints.
enum TestOutputSection: Section {
  static let title = "command's output"

  static let at = Setting("at", .offset, default: "+0s", "From this moment on.")
  static let output = Key("output", .text, "What it prints; without it, nothing.")
  static let exit = Setting("exit", .count(0...255), default: "0", "Its exit status.")

  static let keys: [any DescribedKey] = [at, output, exit]

  static func decode(_ mapping: Mapping<Self>) -> RuleTest.Output? {
    RuleTest.Output(offset: mapping[at], text: mapping[output] ?? "", exit: mapping[exit])
  }
}

/// What must be so: which alerts fire at a moment, or which messages a hook got.
enum ExpectationSection: Section {
  static let title = "expectation"

  static let at = Key("at", .offset, "The moment; for messages, up to which; without it, the test's end.")
  static let firing = Key(
    "firing",
    .list(of: .section(FiringSection.self)),
    "All the alerts that fire at the moment; the labels named are a part of each alert's."
  )
  static let messages = Key("messages", .section(MessagesSection.self), "The messages that a hook got.")

  static let keys: [any DescribedKey] = [at, firing, messages]

  static func decode(_ mapping: Mapping<Self>) -> RuleTest.Expectation? {
    switch mapping.onlyOne(of: [firing, messages]) {
    case firing.name:
      guard mapping.has(at) else {
        mapping.error("'firing' needs 'at', the moment", at: firing)
        return nil
      }
      guard let at = mapping[at], let alerts = mapping[firing] else { return nil }
      return .firing(at: at, alerts)
    case messages.name: return mapping[messages].map { .messages(until: mapping[at], $0) }
    default: return nil
    }
  }
}

/// An alert that fires.
enum FiringSection: Section {
  static let title = "firing alert"

  static let alert = Key<AlertName>("alert", .reference(to: .alert), required: true, "Its name.")
  static let labels = Key("labels", .map(.labelName, to: .text, names: "label"), "Some of its labels.")

  static let keys: [any DescribedKey] = [alert, labels]

  static func decode(_ mapping: Mapping<Self>) -> RuleTest.Firing? {
    guard let alert = mapping[alert] else { return nil }
    let labels = (mapping[labels] ?? []).map { ($0.name.value, $0.value) }
    return RuleTest.Firing(alert: alert, labels: Labels(Dictionary(labels) { first, _ in first }))
  }
}

/// The messages of a hook.
enum MessagesSection: Section {
  static let title = "expectation of messages"

  static let hook = Key<HookName>("hook", .reference(to: .hook), required: true, "The hook.")
  static let count = Key("count", .count(0...1_000_000), "How many there are.")
  static let contain = Key("contain", .oneOrMore(of: .text), "Texts that must each be in one of them.")

  static let keys: [any DescribedKey] = [hook, count, contain]

  static func decode(_ mapping: Mapping<Self>) -> RuleTest.Messages? {
    guard let hook = mapping[hook] else { return nil }
    return RuleTest.Messages(hook: hook, count: mapping[count], contain: mapping[contain] ?? [])
  }
}
