/// How many of several alerts fire and how many are resolved, in words.
struct StatusCounts {
  let firing: Int
  let resolved: Int

  /// As `9 of these: 8 firing, 1 resolved`, or `9 of these firing`.
  var text: String {
    switch (firing, resolved) {
    case (_, 0): "\(firing) of these firing"
    case (0, _): "\(resolved) of these resolved"
    default: "\(firing + resolved) of these: \(both)"
    }
  }

  /// As `8 firing, 1 resolved`.
  var both: String {
    [firing == 0 ? nil : "\(firing) firing", resolved == 0 ? nil : "\(resolved) resolved"]
      .compactMap { $0 }.joined(separator: ", ")
  }
}
