/// All sections of both kinds of file, found from the roots, in the order in which the manual has them.
enum Sections {
  static let main = reachable(from: MainFileSection.self)
  static let rules = reachable(from: RuleFileSection.self)

  private static func reachable(from root: any Section.Type) -> [any Section.Type] {
    var found: [any Section.Type] = []
    var titles: Set<String> = []
    func visit(_ section: any Section.Type) {
      guard titles.insert(section.title).inserted else { return }
      found.append(section)
      for key in section.keys { for inner in key.form.sections { visit(inner) } }
    }
    visit(root)
    return found
  }
}

extension Form {
  /// The sections that stand in it.
  fileprivate var sections: [any Section.Type] {
    switch self {
    case .scalar, .choice: []
    case .list(let element), .oneOrMore(let element), .map(let element, _): element.sections
    case .section(let section): [section]
    case .anyOf(let forms): forms.flatMap { $0.sections }
    }
  }

  /// What can stand there, in words.
  func words(section link: (any Section.Type) -> String) -> String {
    switch self {
    case .scalar(let scalar): scalar.words
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: ", ")
    case .list(let element): "a list: \(element.words(section: link))"
    case .oneOrMore(let element): "\(element.words(section: link)); or a list of them"
    case .map(let element, let names): "a mapping: \(names) to \(element.words(section: link))"
    case .section(let section): link(section)
    case .anyOf(let forms): forms.map { $0.words(section: link) }.joined(separator: "; or ")
    }
  }
}
