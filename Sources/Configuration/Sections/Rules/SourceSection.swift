import Model

/// A source of lines.
enum SourceSection: Section {
  static let title = "source"

  static let files = Key("files", .oneOrMore(of: .glob), "Files to follow, as path patterns.")
  static let exclude = Key(
    "exclude",
    .oneOrMore(of: .text),
    "Patterns of files not to follow: of names, or of whole paths."
  )
  static let readFrom = Setting(
    "read_from",
    .choice as Shape<FileInput.Start>,
    default: "end",
    "Where a file that exists at the first start is read from; files that come later are read from their beginning."
  )
  static let journal = Key("journal", .section(JournalSection.self), "Entries of the systemd journal.")
  static let command = Key(
    "command",
    .arguments,
    "Lines of a long-running command, which is started again when it ends."
  )
  static let stdin = Key("stdin", .mark, "Lines of standard input.")
  static let chat = Key("chat", .section(ChatSection.self), "What people write in a hook's conversation.")
  static let parse = Key("parse", .section(SourceParseSection.self), "How named fields are got from every line.")
  static let time = Key(
    "time",
    .section(EventTimeSection.self),
    "How a line's own time is read; without it, the time of arrival counts."
  )
  static let multiline = Key("multiline", .section(MultilineSection.self), "How lines are joined to events.")
  static let encoding = Key(
    "encoding",
    .encoding,
    "A legacy encoding's name (such as `windows-1252`); without it UTF-8, or what a byte order mark says."
  )
  static let maxLineLength = Setting(
    "max_line_length",
    .size(from: 256, toMebibytes: 256),
    default: "1MiB",
    "Longer lines are cut, marked and counted."
  )

  static let keys: [any DescribedKey] = [
    files, exclude, readFrom, journal, command, stdin, chat, parse, time, multiline, encoding, maxLineLength,
  ]

  static func decode(_ mapping: Mapping<Self>) -> SourceDefinition? {
    let name = SourceName(mapping.name)
    let parse = mapping[parse]
    let time = mapping[time]
    let input = input(mapping)
    if !mapping.has(files) { mapping.refuse([exclude, readFrom], because: "belongs to 'files'") }
    if mapping.has(journal) {
      mapping.refuse(
        [Self.time, multiline, encoding],
        because: "does not go with 'journal': an entry is a whole text with a time"
      )
    }
    if mapping.has(stdin) { checkOnlyReader(of: mapping) }
    let fields = mapping.has(Self.parse) && parse == nil ? .open : fields(of: input, parse)
    mapping.loading.fields[name] = fields
    if let field = time?.field { fields.check(field.value, at: field.place, mapping.loading.report) }
    guard let input, mapping.has(Self.parse) == (parse != nil) else { return nil }
    return SourceDefinition(
      name: name,
      input: input,
      parse: parse?.value,
      time: time.map { EventTime(field: $0.field?.value, format: $0.format, location: $0.location) },
      multiline: mapping[multiline],
      encoding: mapping[encoding],
      maxLineLength: mapping[maxLineLength]
    )
  }

  /// Two readers of standard input would each get some of its lines.
  private static func checkOnlyReader(of mapping: Mapping<Self>) {
    if let other = mapping.loading.standardInputReader {
      mapping.error("source '\(other)' reads standard input already, and there is one only", at: stdin)
    }
    mapping.loading.standardInputReader = SourceName(mapping.name)
  }

  private static func input(_ mapping: Mapping<Self>) -> SourceDefinition.Input? {
    switch mapping.onlyOne(of: [files, journal, command, stdin, chat]) {
    case files.name:
      mapping[files].map {
        .files(FileInput(patterns: $0, exclude: mapping[exclude] ?? [], readFrom: mapping[readFrom]))
      }
    case journal.name: mapping[journal].map { .journal($0) }
    case command.name: mapping[command].map { .command($0) }
    case stdin.name: mapping[stdin].map { _ in .standardInput }
    case chat.name: mapping[chat].map { .chat($0) }
    default: nil
    }
  }

  private static func fields(of input: SourceDefinition.Input?, _ parse: SourceParseSection.Value?) -> RuleFields {
    let own =
      switch input {
      case .journal: RuleFields(names: ["unit", "identifier", "priority", "pid", "host"])
      case .chat: RuleFields(names: ["sender", "conversation"])
      case .files, .command, .standardInput, nil: RuleFields(names: [])
      }
    return parse.map { own.merging($0.fields) } ?? own
  }
}

/// Which entries of the journal.
enum JournalSection: Section {
  static let title = "journal"

  static let units = Key("units", .oneOrMore(of: .text), "Units, with or without `.service`; without the key, all.")
  static let priority = Key(
    "priority",
    .priority,
    "The least severe priority that is taken: `emerg`, `alert`, `crit`, `err`, `warning`, `notice`, `info` or `debug`."
  )

  static let keys: [any DescribedKey] = [units, priority]

  static func decode(_ mapping: Mapping<Self>) -> JournalInput? {
    JournalInput(units: mapping[units] ?? [], priority: mapping[priority])
  }
}

/// Which conversation.
enum ChatSection: Section {
  static let title = "chat"

  static let hook = Key<HookName>("hook", .reference(to: .hook), required: true, "The hook of the conversation.")

  static let keys: [any DescribedKey] = [hook]

  static func decode(_ mapping: Mapping<Self>) -> HookName? { mapping[hook] }
}

extension Shape<Int> {
  /// A syslog priority by its name or number.
  fileprivate static var priority: Shape {
    let names = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
    return scalar(ScalarForm("a syslog priority ('emerg' to 'debug', or 0 to 7)")) { text in
      names.firstIndex(of: text) ?? Int(text).flatMap { (0...7).contains($0) ? $0 : nil }
    }
  }
}
