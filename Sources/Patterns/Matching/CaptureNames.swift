internal import CPCRE2

/// The named groups of a compiled pattern.
struct CaptureNames {
  /// In order of their first group, each name once.
  private(set) var names: [String] = []
  /// The groups of each name, in the order of `names`.
  private(set) var groups: [[Int]] = []

  init(of code: OpaquePointer) {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return }

    // Each entry is the group's number in two bytes, then its name and a NUL; the table is sorted by name.
    let entries = (0..<Int(count)).map { index in
      let entry = table + index * Int(entrySize)
      return (group: Int(entry[0]) << 8 | Int(entry[1]), name: String(cString: entry + 2))
    }
    for entry in entries.sorted(by: { $0.group < $1.group }) {
      if let known = names.firstIndex(of: entry.name) {
        groups[known].append(entry.group)
      } else {
        names.append(entry.name)
        groups.append([entry.group])
      }
    }
  }
}
