/// One `{{…}}` of a template.
struct TemplateTag {
  enum Kind {
    /// `{{name}}`
    case inert
    /// `{{{name}}}` or `{{&name}}`
    case raw
    /// `{{#name}}`
    case section
    /// `{{^name}}`
    case invertedSection
    /// `{{/name}}`
    case end
    /// `{{! … }}`
    case comment
  }

  var kind: Kind
  /// A name and its place in the source.
  struct Word {
    var text: Substring
    var offset: Int
  }

  var name: Word
  /// In the order in which they are applied.
  var formatters: [Word] = []
  /// Where it begins in the source.
  var offset: Int
}

/// A template taken apart into text and tags.
enum TemplatePart {
  case text(Substring)
  case tag(TemplateTag)
}
