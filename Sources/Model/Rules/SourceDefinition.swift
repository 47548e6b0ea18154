/// Where lines come from, and how they are read (rules.md, section 2).
package struct SourceDefinition: Sendable, Equatable {
  package enum Input: Sendable, Equatable {
    case files(FileInput)
    case journal(JournalInput)
    case command([String])
    case standardInput
    case chat(HookName)

    /// What it is, in words.
    package var kind: String {
      switch self {
      case .files: "files"
      case .journal: "journal"
      case .command: "command"
      case .standardInput: "standard input"
      case .chat: "chat"
      }
    }
  }

  /// How named fields are got from every line.
  package enum Parse: Sendable, Equatable {
    case grok(String)
    case regex(String)
    case json
    case logfmt
  }

  package var name: SourceName
  package var input: Input
  package var parse: Parse?
  package var time: EventTime?
  package var multiline: Multiline?
  /// The name of a legacy encoding; nil: UTF-8, or what a byte order mark says.
  package var encoding: String?
  /// Longer lines are cut, marked and counted.
  package var maxLineLength: ByteCount

  package init(
    name: SourceName,
    input: Input,
    parse: Parse? = nil,
    time: EventTime? = nil,
    multiline: Multiline? = nil,
    encoding: String? = nil,
    maxLineLength: ByteCount = ByteCount(1 << 20)
  ) {
    self.name = name
    self.input = input
    self.parse = parse
    self.time = time
    self.multiline = multiline
    self.encoding = encoding
    self.maxLineLength = maxLineLength
  }
}

/// Files to follow: absolute glob patterns (`*`, `**`, `?`, `[a-z]`, `{a,b}`).
package struct FileInput: Sendable, Equatable {
  package enum Start: String, Sendable, Equatable, CaseIterable {
    case beginning
    case end
  }

  package var patterns: [String]
  package var exclude: [String]
  /// Where files that exist at the first start are read from.
  package var readFrom: Start

  package init(patterns: [String], exclude: [String] = [], readFrom: Start = .end) {
    self.patterns = patterns
    self.exclude = exclude
    self.readFrom = readFrom
  }
}

/// Entries of the systemd journal; without units, all of them.
package struct JournalInput: Sendable, Equatable {
  package var units: [String]
  /// The least severe syslog priority that is taken, 0 (emergency) to 7 (debug).
  package var priority: Int?

  package init(units: [String] = [], priority: Int? = nil) {
    self.units = units
    self.priority = priority
  }
}

/// How the time of an event is read from its line.
package struct EventTime: Sendable, Equatable {
  /// The field that holds the time; nil: the beginning of the line.
  package var field: String?
  /// A strptime-like format, with `%f` for fractions of a second and `%Z` for a zone's name.
  package var format: String
  /// The IANA zone of times that name none; nil: the system's.
  package var location: String?

  package init(field: String? = nil, format: String, location: String? = nil) {
    self.field = field
    self.format = format
    self.location = location
  }
}

/// How lines are joined to events.
///
/// At least one of the three patterns is given.
package struct Multiline: Sendable, Equatable {
  package var start: String?
  package var continuation: String?
  package var end: String?
  package var maxLines: Int
  package var timeout: Duration

  package init(
    start: String? = nil,
    continuation: String? = nil,
    end: String? = nil,
    maxLines: Int = 500,
    timeout: Duration = .seconds(1)
  ) {
    self.start = start
    self.continuation = continuation
    self.end = end
    self.maxLines = maxLines
    self.timeout = timeout
  }
}
