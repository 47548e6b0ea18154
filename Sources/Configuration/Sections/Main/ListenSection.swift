/// A listener that is more than an address.
enum ListenSection: Section {
  static let title = "listener"

  static let address = Key("address", .text, required: true, "Host and port.")
  static let tokenFile = Key("token_file", .text, "A file with a token; needed for an address that is not loopback.")
  static let tls = Key("tls", .section(TLSSection.self), "The certificate and its key.")

  static let keys: [any DescribedKey] = [address, tokenFile, tls]

  static func decode(_ mapping: Mapping<Self>) -> ListenAddress? {
    _ = mapping[tokenFile]
    _ = mapping[tls]
    return mapping[address].map(ListenAddress.init)
  }
}

/// A certificate.
enum TLSSection: Section {
  static let title = "TLS setting"

  static let certificate = Key("cert_file", .path, required: true, "The certificate's file, in PEM form.")
  static let key = Key("key_file", .path, required: true, "The key's file, in PEM form.")

  static let keys: [any DescribedKey] = [certificate, key]

  static func decode(_ mapping: Mapping<Self>) -> String? {
    _ = mapping[key]
    return mapping[certificate]
  }
}
