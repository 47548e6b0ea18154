package import Model
import Mustache

/// A Mustache template of a rule file, checked when it is made: it has no unknown name, formatter or construct.
package struct MessageTemplate: Sendable {
  package let source: String
  private let template: MustacheTemplate
  /// The template's end where it is blanks and braces: swift-mustache loses the one and stumbles over the other.
  private let ending: Substring

  /// Reads a template that may use `knownNames`, see ``AlertField/names(captures:labels:)``; nil allows every name.
  package init(
    _ source: String,
    knownNames: Set<String>?,
    content: TemplateContent = .message
  ) throws(TemplateError) {
    self.source = source
    var mustache = content.pragma
    var parts = try TemplateReader.parts(of: source)
    var ending = source.suffix(0)
    if case .text(let text) = parts.last {
      let kept = text.lastIndex { !" \t{".contains($0) }.map { text[...$0] } ?? text.prefix(0)
      parts[parts.count - 1] = .text(kept)
      ending = text[kept.endIndex...]
    }
    self.ending = ending
    for part in parts {
      switch part {
      case .text(let text): mustache += text
      case .tag(let tag):
        if let fault = MessageTemplate.faults(of: tag, knownNames: knownNames).first { throw fault }
        mustache += MessageTemplate.mustache(tag)
      }
    }
    do {
      template = try MustacheTemplate(string: mustache)
    } catch {
      throw TemplateError(offset: 0, "no Mustache template")
    }
  }

  /// All that is wrong with a template; where it cannot be taken apart, that alone.
  package static func faults(in source: String, knownNames: Set<String>?) -> [TemplateError] {
    do throws(TemplateError) {
      let faults = try TemplateReader.parts(of: source).flatMap { part in
        guard case .tag(let tag) = part else { return [TemplateError]() }
        return MessageTemplate.faults(of: tag, knownNames: knownNames)
      }
      if faults.isEmpty { _ = try MessageTemplate(source, knownNames: knownNames) }
      return faults
    } catch {
      return [error]
    }
  }

  /// The text with its values; a name without a value gives nothing.
  package func rendered(zone: Zone, now: Instant, value: @escaping (String) -> TemplateValue?) -> String {
    template.render(ShownValues(zone: zone, now: now, value: value)) + ending
  }

  private static func faults(of tag: TemplateTag, knownNames: Set<String>?) -> [TemplateError] {
    var faults = tag.formatters.filter { TemplateFormatter(rawValue: String($0.text)) == nil }.map { word in
      TemplateError(
        offset: word.offset,
        kind: "formatter",
        unknownWord: String(word.text),
        choices: TemplateFormatter.allCases.lazy.map { $0.rawValue }
      )
    }
    // `.` is the element of a list, `labels.ip` the label `ip` among `labels`.
    let root = tag.name.text.prefix { $0 != "." }
    if let knownNames, !root.isEmpty, !knownNames.contains(String(root)), tag.kind != .end {
      let name = String(tag.name.text)
      faults.insert(TemplateError(offset: tag.name.offset, kind: "name", unknownWord: name, choices: knownNames), at: 0)
    }
    return faults
  }

  /// The tag in Mustache's own words: `{{value | round | upper}}` is `{{upper(round(value))}}`.
  private static func mustache(_ tag: TemplateTag) -> String {
    let value = tag.formatters.reduce(String(tag.name.text)) { "\($1.text)(\($0))" }
    return switch tag.kind {
    case .inert: "{{\(value)}}"
    case .raw: "{{{\(value)}}}"
    case .section: "{{#\(value)}}"
    case .invertedSection: "{{^\(value)}}"
    case .end: "{{/\(value)}}"
    case .comment: ""
    }
  }
}
