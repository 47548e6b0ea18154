import FleepHooks
import Model

/// The address of a service that misses fleepd when it stops calling.
enum HeartbeatSection: Section {
  static let title = "heartbeat"

  static let urlFile = Key(
    "url_file",
    .text,
    "A file that holds the address: in `$CREDENTIALS_DIRECTORY`, else beside this file; refused if others can read it."
  )
  static let url = Key(
    "url",
    .text,
    "The address itself; whoever reads this file can then say that all is well."
  )
  static let interval = Setting(
    "interval",
    .duration(from: .seconds(1)),
    default: "60s",
    "How often it is called, up to a tenth of it sooner, so that many machines do not call at once."
  )
  static let caFile = Key(
    "ca_file",
    .readableFile,
    "A file of certificates, only where the system's are not the right ones."
  )

  static let keys: [any DescribedKey] = [urlFile, url, interval, caFile]

  static func decode(_ mapping: Mapping<Self>) -> HeartbeatDefinition? {
    let address = SecretAddress.read(mapping, file: urlFile, inline: url) { text throws(WebAddress.Fault) in
      let address = try WebAddress(text)
      if !address.isSecure, !address.isLoopback {
        mapping.loading.report.warning(
          "the address goes over the network in clear, and whoever listens can say that all is well: use https",
          at: mapping.has(url) ? mapping.place(of: url) : mapping.place(of: urlFile)
        )
      }
      return address.url
    }
    return address.map { HeartbeatDefinition(url: $0, interval: mapping[interval], caFile: mapping[caFile]) }
  }
}
