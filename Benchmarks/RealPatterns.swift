import FoundationEssentials
internal import Patterns

/// The patterns of logcheck and of fail2ban's filters, as their Debian packages install them.
enum RealPatterns {
  /// All that PCRE2 takes, each once.
  static func load() -> [Pattern] {
    let logcheck = files(in: "/etc/logcheck").flatMap { lines(of: $0).filter { !$0.hasPrefix("#") && !$0.isEmpty } }
    let texts = Set(logcheck + files(in: "/etc/fail2ban/filter.d").flatMap(failregexes))
    return texts.sorted().compactMap { try? Pattern($0) }
  }

  /// Log lines that fail2ban's own tests are made of.
  static func logLines() -> [String] {
    files(in: "/usr/lib/python3/dist-packages/fail2ban/tests/files/logs").flatMap(lines).filter { !$0.hasPrefix("#") }
  }

  /// The lines of a filter's `failregex`, without those that are put together from other settings.
  private static func failregexes(of path: String) -> [String] {
    lines(of: path)
      .drop { !$0.hasPrefix("failregex") }
      .prefix { $0.hasPrefix("failregex") || $0.hasPrefix(" ") }
      .map { $0.replacing("failregex = ", with: "").drop { $0 == " " } }
      .map {
        $0.replacing("<HOST>", with: #"(?:::f{4,6}:)?(?P<host>[\w.:-]+)"#).replacing(
          "<ADDR>",
          with: #"(?P<addr>[\da-f.:]+)"#
        )
      }
      .filter { !$0.isEmpty && !$0.contains("%(") && $0.firstRange(of: /<[A-Z]/) == nil }
      .map { String($0) }
  }

  private static func files(in folder: String) -> [String] {
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map { "\(folder)/\($0)" }
  }

  private static func lines(of path: String) -> [String] {
    guard let bytes = try? Input(path).read(16 << 20) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
