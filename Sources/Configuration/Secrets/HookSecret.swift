import FleepHooks
import Model

/// A hook's address: read from its file and checked, with no sentence that shows what it is.
enum HookSecret {
  /// Reads the file in `$CREDENTIALS_DIRECTORY`, else beside the main file.
  static func read(file name: String, at place: Place, _ loading: Loading) -> Secret? {
    let path = path(of: name, at: place, loading)
    do throws(FileContents.Failure) {
      let contents = try FileContents(path: path)
      guard contents.permissions & 0o007 == 0 else {
        loading.report.error("'\(path)' can be read by others: chmod o= '\(path)'", at: place)
        return nil
      }
      let text = String(decoding: contents.bytes, as: UTF8.self)
      return checked(
        String(text.split(whereSeparator: \.isNewline).first ?? "").trimmed,
        in: " in '\(path)'",
        at: place,
        loading
      )
    } catch {
      loading.report.error("'\(path)' cannot be read: \(error.reason)", at: place)
      return nil
    }
  }

  private static func path(of name: String, at place: Place, _ loading: Loading) -> String {
    if !name.hasPrefix("/"), let directory = loading.environment["CREDENTIALS_DIRECTORY"] {
      let path = "\(directory)/\(name)"
      if FileContents.exists(path) { return path }
    }
    return place.file.absolute(name)
  }

  /// The address, if it is one that can be posted to.
  static func checked(_ text: String, in origin: String = "", at place: Place, _ loading: Loading) -> Secret? {
    do throws(HookAddressError) {
      return Secret(try HookAddress(text).url)
    } catch {
      loading.report.error("the address\(origin) is wrong: \(error)", at: place)
      return nil
    }
  }
}
