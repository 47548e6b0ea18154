/// A set of labels, sorted by name; an empty value is the same as an absent label, as in Prometheus.
package struct Labels: Hashable, Sendable, Codable, Comparable {
  package struct Label: Hashable, Sendable, Comparable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }

    package static func < (left: Label, right: Label) -> Bool {
      (left.name, left.value) < (right.name, right.value)
    }
  }

  /// The labels, by name in byte order, no name twice, no value empty.
  package private(set) var pairs: [Label] = []

  package init() {}

  package init(_ values: [String: String]) {
    pairs = values.compactMap { $0.value.isEmpty ? nil : Label(name: $0.key, value: $0.value) }.sorted()
  }

  /// The value of a label; empty where it is absent.
  ///
  /// Setting it to an empty text removes it.
  package subscript(name: String) -> String {
    get { pairs.first { $0.name == name }?.value ?? "" }
    set {
      pairs.removeAll { $0.name == name }
      guard !newValue.isEmpty else { return }
      let place = pairs.firstIndex { $0.name > name } ?? pairs.endIndex
      pairs.insert(Label(name: name, value: newValue), at: place)
    }
  }

  package var isEmpty: Bool { pairs.isEmpty }

  /// These labels and those of `other`, whose values win.
  package func merging(_ other: Labels) -> Labels {
    var merged = self
    for label in other.pairs { merged[label.name] = label.value }
    return merged
  }

  /// Only the labels with the given names.
  package func only(_ names: [String]) -> Labels {
    var kept = self
    kept.pairs.removeAll { !names.contains($0.name) }
    return kept
  }

  /// A stable 64-bit FNV-1a hash over names and values: the same on every machine and in every run.
  package var fingerprint: StableHash {
    var hash = StableHash()
    for label in pairs {
      hash.combine(label.name)
      hash.combine(label.value)
    }
    return hash
  }

  package static func < (left: Labels, right: Labels) -> Bool {
    left.pairs.lexicographicallyPrecedes(right.pairs)
  }

  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([String: String].self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Dictionary(uniqueKeysWithValues: pairs.map { ($0.name, $0.value) }))
  }
}

extension Labels: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, String)...) {
    self.init(Dictionary(elements) { _, last in last })
  }
}

extension Labels: CustomStringConvertible {
  /// The labels as Prometheus writes them, `{a="x", b="y"}`: different labels never look the same, and none takes more than one line.
  package var description: String {
    "{" + pairs.map { "\($0.name)=\"\(Labels.escaped($0.value))\"" }.joined(separator: ", ") + "}"
  }

  private static func escaped(_ value: String) -> String {
    guard value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || $0 == 0x0A }) else {
      return value
    }
    return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
