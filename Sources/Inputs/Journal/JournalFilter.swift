internal import Glibc
internal import Model

/// Which journal entries a source takes.
///
/// Entries are chosen here and not by sd_journal_add_match(3): with matches set, seeking to a cursor of an entry that does not match
/// skips entries in systemd releases that are still in use.
struct JournalFilter {
  private let units: Set<String>
  private let priority: Int?
  private let process = String(getpid())
  /// The run of the service that this process is.
  private let invocation = getenv("INVOCATION_ID").map { String(cString: $0) }

  /// The fields in which an entry names the unit that it is about, each with what shows that the name can be trusted.
  private static let unitFields = [
    (name: "_SYSTEMD_UNIT", proof: nil),
    (name: "UNIT", proof: (field: "_PID", value: "1")),
    (name: "OBJECT_SYSTEMD_UNIT", proof: (field: "_UID", value: "0")),
    (name: "COREDUMP_UNIT", proof: (field: "_UID", value: "0")),
  ]

  init(_ input: JournalInput) {
    units = Set(input.units.map { $0.contains(".") ? $0 : "\($0).service" })
    priority = input.priority
  }

  /// The unit that an entry is about, if the source takes the entry; nil: it does not.
  ///
  /// An entry of no unit has an empty one.
  func unit(of field: (String) -> String?) -> String? {
    // What fleepd itself says must never make it say more.
    if field("_PID") == process { return nil }
    if let invocation, field("_SYSTEMD_INVOCATION_ID") == invocation { return nil }
    if let priority, field("PRIORITY").flatMap({ Int($0) }) ?? 6 > priority { return nil }
    let named = JournalFilter.unitFields.compactMap { unit in
      unit.proof.map { field($0.field) == $0.value } ?? true ? field(unit.name) : nil
    }
    if units.isEmpty { return named.first ?? "" }
    return named.first(where: units.contains)
  }
}
