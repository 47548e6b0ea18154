import Model
import Mustache

/// A value as swift-mustache asks for it: it can be formatted, shown, and looked into.
struct ShownValue: MustacheTransformable, MustacheCustomRenderable, MustacheParent {
  let value: TemplateValue
  let zone: Zone
  let now: Instant

  var renderText: String { value.text(in: zone) }
  var isNull: Bool { value.isEmpty }

  func transform(_ name: String) -> Any? {
    guard let formatter = TemplateFormatter(rawValue: name) else { return nil }
    return ShownValue(value: formatter.apply(to: value, now: now), zone: zone, now: now)
  }

  func child(named name: String) -> Any? {
    guard case .labels(let labels) = value else { return nil }
    return shown(.text(labels[name]))
  }

  private func shown(_ value: TemplateValue) -> ShownValue {
    ShownValue(value: value, zone: zone, now: now)
  }
}

/// A list: a section over it is repeated for each of its texts.
struct ShownList: MustacheSequence, MustacheTransformable, MustacheCustomRenderable {
  let lines: [String]
  let zone: Zone
  let now: Instant

  var renderText: String { lines.joined(separator: "\n") }
  var isNull: Bool { lines.isEmpty }

  func makeIterator() -> some IteratorProtocol<ShownValue> {
    lines.map { ShownValue(value: .text($0), zone: zone, now: now) }.makeIterator()
  }

  func transform(_ name: String) -> Any? {
    ShownValue(value: .list(lines), zone: zone, now: now).transform(name)
  }
}

/// The names that a template can use, looked up when they are asked for.
struct ShownValues: MustacheParent {
  let zone: Zone
  let now: Instant
  let value: (String) -> TemplateValue?

  func child(named name: String) -> Any? {
    switch value(name) {
    case nil: nil
    case .list(let lines): ShownList(lines: lines, zone: zone, now: now)
    case .some(let value): ShownValue(value: value, zone: zone, now: now)
    }
  }
}
