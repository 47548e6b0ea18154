/// The values that one place of a schedule takes, in ascending order: the hours, say, or the months.
struct CalendarField: Sendable, Equatable {
  let values: [Int]

  init(_ values: some Sequence<Int>) {
    self.values = Set(values).sorted()
  }

  func contains(_ value: Int) -> Bool { values.contains(value) }
}
