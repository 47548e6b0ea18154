import Synchronization

/// Templates that have been read: the many alerts of a rule share a few, and reading one takes longer than filling it in.
final class TemplateCache: Sendable {
  private struct Key: Hashable {
    let source: String
    let content: TemplateContent
  }

  /// More templates than all rules of a configuration have; then it begins anew.
  private static let limit = 2000

  private let templates = Mutex<[Key: MessageTemplate]>([:])

  /// The template of a source, with any names.
  func template(_ source: String, content: TemplateContent) throws(TemplateError) -> MessageTemplate {
    let key = Key(source: source, content: content)
    if let known = templates.withLock({ $0[key] }) { return known }
    let template = try MessageTemplate(source, knownNames: nil, content: content)
    templates.withLock { templates in
      if templates.count >= TemplateCache.limit { templates.removeAll() }
      templates[key] = template
    }
    return template
  }
}
