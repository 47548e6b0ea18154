/// How strict the stand-in is, and its limits (facts/fleep-hooks.md, section 7).
package struct StandInSettings: Sendable, Equatable {
  /// What Fleep would drop or ignore is refused.
  package var strict: Bool
  /// `/hook/KEY/NAME`, `/hook/KEY/plain` and `/hook/KEY/plain/NAME` work.
  package var legacyPaths: Bool
  /// Bytes of a JSON or form body.
  package var bodyLimit: Int
  /// Bytes of a multipart body.
  package var multipartLimit: Int
  /// Code points of a message.
  package var messageLimit: Int
  package var filesLimit: Int
  package var fileSizeLimit: Int
  /// Nil: as fast as it comes.
  package var limiter: StandInRate?
  /// The account's storage is full: any request with files fails with 431.
  package var quotaFull: Bool

  package init(
    strict: Bool = true,
    legacyPaths: Bool = false,
    bodyLimit: Int = 1 << 20,
    multipartLimit: Int = 32 << 20,
    messageLimit: Int = 10_000,
    filesLimit: Int = 10,
    fileSizeLimit: Int = 10 << 20,
    limiter: StandInRate? = nil,
    quotaFull: Bool = false
  ) {
    self.strict = strict
    self.legacyPaths = legacyPaths
    self.bodyLimit = bodyLimit
    self.multipartLimit = multipartLimit
    self.messageLimit = messageLimit
    self.filesLimit = filesLimit
    self.fileSizeLimit = fileSizeLimit
    self.limiter = limiter
    self.quotaFull = quotaFull
  }
}

/// A rate of requests for each key: one per `every` sustained, `burst` at once.
package struct StandInRate: Sendable, Equatable {
  package var every: Duration
  package var burst: Int

  package init(every: Duration = .seconds(1), burst: Int = 5) {
    self.every = every
    self.burst = burst
  }
}
