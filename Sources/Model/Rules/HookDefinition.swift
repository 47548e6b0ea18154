/// One Fleep conversation that messages can be sent to (rules.md, section 1).
package struct HookDefinition: Sendable, Equatable {
  package var name: HookName
  /// The incoming webhook's address; whoever has it can post.
  package var url: Secret
  /// The sender name that Fleep shows; nil: the host's name.
  package var user: String?
  package var rateLimit: RateLimit
  package var fallback: HookName?
  /// Characters of one message.
  package var maxLength: Int
  /// Files of one message.
  package var maxFiles: Int
  /// Bytes of each of them.
  package var maxFileSize: ByteCount
  /// A file of certificates instead of the system's.
  package var caFile: String?
  /// The proxy's address, perhaps with a password; nil: what the environment says.
  package var proxy: Secret?

  /// Bytes of all files that somebody gives a message: each is several times in memory until it is stored and posted.
  package var maxTotalFileSize: ByteCount { max(maxFileSize, ByteCount(32 << 20)) }

  package init(
    name: HookName,
    url: Secret,
    user: String? = nil,
    rateLimit: RateLimit = RateLimit(),
    fallback: HookName? = nil,
    maxLength: Int = 10_000,
    maxFiles: Int = 10,
    maxFileSize: ByteCount = ByteCount(10 << 20),
    caFile: String? = nil,
    proxy: Secret? = nil
  ) {
    self.name = name
    self.url = url
    self.user = user
    self.rateLimit = rateLimit
    self.fallback = fallback
    self.maxLength = maxLength
    self.maxFiles = maxFiles
    self.maxFileSize = maxFileSize
    self.caFile = caFile
    self.proxy = proxy
  }
}

/// One message per `every` sustained, `burst` at once.
package struct RateLimit: Sendable, Equatable {
  package var every: Duration
  package var burst: Int

  package init(every: Duration = .seconds(5), burst: Int = 5) {
    self.every = every
    self.burst = burst
  }
}
