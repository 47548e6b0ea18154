/// What a name belongs to.
enum NamedThing: String, Sendable {
  case alert
  case hook
  case metric
  case source
  case summary
  case timeInterval = "time interval"
}

/// Who is called what, over all files, and who is referred to.
struct Names {
  private struct Definition {
    var place: Place
    /// Others that are shared too may have the same name.
    var isShared: Bool
  }

  private var definitions: [NamedThing: [String: Definition]] = [:]
  private var references: [(kind: NamedThing, name: String, place: Place)] = []

  /// The names of a kind, for suggestions.
  func all(_ kind: NamedThing) -> [String] { definitions[kind].map { Array($0.keys) } ?? [] }

  func defines(_ kind: NamedThing, _ name: String) -> Bool { definitions[kind]?[name] != nil }

  mutating func define(_ kind: NamedThing, _ name: String, at place: Place, isShared: Bool = false, report: Report) {
    if let complaint = kind.complaint(about: name) { report.error(complaint, at: place) }
    guard let first = definitions[kind]?[name] else {
      definitions[kind, default: [:]][name] = Definition(place: place, isShared: isShared)
      return
    }
    if !(first.isShared && isShared) {
      report.error("\(kind.rawValue) '\(name)' is already defined at \(first.place.text)", at: place)
    }
  }

  mutating func refer(to kind: NamedThing, _ name: String, at place: Place) {
    references.append((kind, name, place))
  }

  /// Tells of references to what is not there; to be asked when all files are read.
  func check(report: Report) {
    for (kind, name, place) in references where !defines(kind, name) {
      let others = all(kind)
      var hint = Suggestion.suffix(for: name, among: others)
      // Without a main file that is the hook `test`, of which nobody may have thought.
      if hint.isEmpty, others.count == 1 { hint = "; there is only '\(others[0])'" }
      report.error("there is no \(kind.rawValue) '\(name)'\(hint)", at: place)
    }
  }
}

extension NamedThing {
  /// What is wrong with a name; nil where nothing is.
  fileprivate func complaint(about name: String) -> String? {
    switch self {
    case .metric:
      isPrometheusName(name, colons: true)
        ? nil : "'\(name)' is not a metric's name: letters, digits, '_' and ':', and no digit first"
    case .hook, .source:
      !name.isEmpty
        && name.unicodeScalars.allSatisfy {
          $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
        }
        ? nil : "'\(name)' is not a \(rawValue)'s name: letters, digits, '_', '-' and '.'"
    case .alert, .summary, .timeInterval:
      name.isEmpty || name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        ? "a name has at least one character and no control characters" : nil
    }
  }
}

/// Whether a text can be a label's name, or with colons a metric's, in Prometheus.
func isPrometheusName(_ text: String, colons: Bool = false) -> Bool {
  guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
  return text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    case UInt8(ascii: ":"): colons
    default: false
    }
  }
}
