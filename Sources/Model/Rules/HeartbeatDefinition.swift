/// An address that is called while all is well, so that somebody else tells when the calls stop.
package struct HeartbeatDefinition: Sendable, Equatable {
  /// Whoever has it can say that all is well.
  package var url: Secret
  package var interval: Duration
  /// A file of certificates instead of the system's.
  package var caFile: String?
  /// The proxy's address, perhaps with a password; nil: what the environment says.
  package var proxy: Secret?

  package init(url: Secret, interval: Duration = .seconds(60), caFile: String? = nil, proxy: Secret? = nil) {
    self.url = url
    self.interval = interval
    self.caFile = caFile
    self.proxy = proxy
  }
}
