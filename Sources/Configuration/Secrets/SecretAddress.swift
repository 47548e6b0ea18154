import FleepHooks
import Model

/// An address that is a secret: in a file of its own, or in the main file itself; no sentence shows what it is.
enum SecretAddress {
  /// The address under one of two keys, of which one must be given; `check` says what is wrong with it.
  ///
  /// One that stands in the main file itself, and is a secret, gets a warning.
  static func read<S: Section, Fault: Error & CustomStringConvertible>(
    _ mapping: Mapping<S>,
    file: Key<String>,
    inline: Key<String>,
    isSecret: (String) -> Bool = { _ in true },
    check: (String) throws(Fault) -> String
  ) -> Secret? {
    let loading = mapping.loading
    switch mapping.onlyOne(of: [file, inline]) {
    case file.name:
      let place = mapping.place(of: file)
      guard let name = mapping[file], let contents = contents(of: name, at: place, loading) else { return nil }
      return checked(contents.text, in: " in '\(contents.path)'", at: place, loading, check)
    case inline.name:
      let place = mapping.place(of: inline)
      guard let text = mapping[inline] else { return nil }
      if isSecret(text) {
        loading.report.warning(
          "a \(S.title)'s address is a secret: put it into a file of its own with '\(file.name)'",
          at: place
        )
      }
      return checked(text, in: "", at: place, loading, check)
    default:
      return nil
    }
  }

  /// The first line of the file in `$CREDENTIALS_DIRECTORY`, else beside the main file.
  private static func contents(of name: String, at place: Place, _ loading: Loading) -> (path: String, text: String)? {
    let path = path(of: name, at: place, loading)
    do throws(FileContents.Failure) {
      let contents = try FileContents(path: path)
      guard contents.permissions & 0o007 == 0 else {
        loading.report.error("'\(path)' can be read by others: chmod o= '\(path)'", at: place)
        return nil
      }
      let text = String(decoding: contents.bytes, as: UTF8.self)
      return (path, String(text.split(whereSeparator: \.isNewline).first ?? "").trimmed)
    } catch {
      let advice = missingCredential(name, path: path, loading).map { "; \($0)" } ?? ""
      loading.report.error("'\(path)' cannot be read: \(error.reason)\(advice)", at: place)
      return nil
    }
  }

  /// What a systemd unit lacks, whose user cannot read what only root may: the line that hands it over, ready to be copied.
  private static func missingCredential(_ name: String, path: String, _ loading: Loading) -> String? {
    // A service without any credential has no folder for them, but knows its manager.
    guard ["CREDENTIALS_DIRECTORY", "NOTIFY_SOCKET"].contains(where: { loading.environment[$0] != nil }) else {
      return nil
    }
    let credential = String(name.split(separator: "/").last ?? "")
    let renaming = credential == name ? "" : "name it '\(credential)' here, "
    return "the systemd unit has no credential '\(credential)': \(renaming)add the line "
      + "LoadCredential=\(credential):\(path) to its [Service] section (systemctl edit fleepd) and restart it"
  }

  private static func path(of name: String, at place: Place, _ loading: Loading) -> String {
    if !name.hasPrefix("/"), let directory = loading.environment["CREDENTIALS_DIRECTORY"] {
      let path = "\(directory)/\(name)"
      if FileContents.exists(path) { return path }
    }
    return place.file.absolute(name)
  }

  private static func checked<Fault: Error & CustomStringConvertible>(
    _ text: String,
    in origin: String,
    at place: Place,
    _ loading: Loading,
    _ check: (String) throws(Fault) -> String
  ) -> Secret? {
    do throws(Fault) {
      return Secret(try check(text))
    } catch {
      loading.report.error("the address\(origin) is wrong: \(error)", at: place)
      return nil
    }
  }
}
