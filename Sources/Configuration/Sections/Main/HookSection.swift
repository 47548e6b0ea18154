import FleepHooks
import Model

/// A hook: one Fleep conversation.
enum HookSection: Section {
  static let title = "hook"

  static let urlFile = Key(
    "url_file",
    .text,
    "A file that holds the hook's address: in `$CREDENTIALS_DIRECTORY`, else beside this file; refused if others can read it."
  )
  static let url = Key(
    "url",
    .text,
    "The hook's address itself; fine for a try, but whoever reads this file can then post. `https`, or `http` for loopback."
  )
  static let user = Key("user", .text, "The sender name that Fleep shows; without it, the host's name.")
  static let rateLimit = Key(
    "rate_limit",
    .section(RateLimitSection.self),
    "How many messages are sent at most; more wait and are merged."
  )
  static let fallback = Key<HookName>(
    "fallback",
    .reference(to: .hook),
    "The hook that takes over, with a note, when this one is gone or has failed for long."
  )
  static let maxLength = Setting(
    "max_length",
    .count(200...30_000),
    default: "10000",
    "Characters of one message; what does not fit goes along as a file."
  )
  static let maxFiles = Setting(
    "max_files",
    .count(1...100),
    default: "10",
    "Files of one message. `fleepd send` refuses more; of those of alerts the critical ones' go along, and the others are named."
  )
  static let maxFileSize = Setting(
    "max_file_size",
    .size(from: 1),
    default: "10MiB",
    "The size of each of them; `fleepd send` refuses a larger one, a text of fleepd's own is cut to it."
  )
  static let caFile = Key(
    "ca_file",
    .readableFile,
    "A file of certificates, only where the system's are not the right ones."
  )
  static let outgoing = Key(
    "outgoing",
    .section(OutgoingSection.self),
    "Accept this conversation's outgoing webhook."
  )

  static let keys: [any DescribedKey] = [
    urlFile, url, user, rateLimit, fallback, maxLength, maxFiles, maxFileSize, caFile, outgoing,
  ]

  static func decode(_ mapping: Mapping<Self>) -> HookDefinition? {
    _ = mapping[outgoing]
    let address = SecretAddress.read(mapping, file: urlFile, inline: url) { text throws(HookAddressError) in
      try HookAddress(text).url
    }
    if let fallback = mapping[fallback], fallback.text == mapping.name {
      mapping.error("a hook cannot be its own fallback", at: Self.fallback)
    }
    return HookDefinition(
      name: HookName(mapping.name),
      url: address ?? Secret(""),
      user: mapping[user],
      rateLimit: mapping[rateLimit] ?? RateLimit(),
      fallback: mapping[fallback],
      maxLength: mapping[maxLength],
      maxFiles: mapping[maxFiles],
      maxFileSize: mapping[maxFileSize],
      caFile: mapping[caFile]
    )
  }
}

/// A hook's rate.
enum RateLimitSection: Section {
  static let title = "rate limit"

  static let every = Setting(
    "every",
    .positiveDuration,
    default: "5s",
    "One message per so long, sustained (GCRA; survives a restart)."
  )
  static let burst = Setting("burst", .count(1...1000), default: "5", "So many at once.")

  static let keys: [any DescribedKey] = [every, burst]

  static func decode(_ mapping: Mapping<Self>) -> RateLimit? {
    RateLimit(every: mapping[every], burst: mapping[burst])
  }
}

/// A conversation's outgoing webhook.
enum OutgoingSection: Section {
  static let title = "outgoing webhook"

  static let secretFile = Key(
    "secret_file",
    .text,
    required: true,
    "A file with the secret part of the webhook's address."
  )

  static let keys: [any DescribedKey] = [secretFile]

  static func decode(_ mapping: Mapping<Self>) -> String? { mapping[secretFile] }
}
