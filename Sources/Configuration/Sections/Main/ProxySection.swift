import Model

/// The proxy that leads out of the network.
enum ProxySection: Section {
  static let title = "proxy"

  static let urlFile = Key(
    "url_file",
    .text,
    "A file that holds the address, for one with a password: in `$CREDENTIALS_DIRECTORY`, else beside this file; refused if others can read it."
  )
  static let url = Key(
    "url",
    .text,
    "The address, as `http://proxy.example:3128`; also `https`, `socks5`, and `socks5h`, which looks up names itself."
  )

  static let keys: [any DescribedKey] = [urlFile, url]

  static func decode(_ mapping: Mapping<Self>) -> Secret? {
    SecretAddress.read(
      mapping,
      file: urlFile,
      inline: url,
      isSecret: ProxyAddress.hasPassword,
      check: ProxyAddress.checked
    )
  }
}
