import Model

/// One node of the routing tree, with its place worked out.
struct Route: Sendable {
  /// The matchers on the way to it: the same over a restart, and over a reload that leaves it as it is.
  let key: String
  let definition: RouteDefinition
  let matchers: LabelMatchers
  let children: [Route]

  init(_ definition: RouteDefinition, parent: String = "", twin: Int = 0) {
    self.definition = definition
    let own = definition.matchers.map(\.description).joined(separator: ",")
    key = parent + "{" + own + "}" + (twin > 0 ? "#\(twin)" : "")
    matchers = LabelMatchers(definition.matchers)
    var seen: [[Matcher]: Int] = [:]
    var children: [Route] = []
    for child in definition.routes {
      children.append(Route(child, parent: key + "/", twin: seen[child.matchers, default: 0]))
      seen[child.matchers, default: 0] += 1
    }
    self.children = children
  }

  /// The deepest routes that take the labels, in the order of the tree: the first child that matches and, while it says so, the ones after it.
  func routes(for labels: Labels) -> [Route] {
    var found: [Route] = []
    for child in children where child.matchers.match(labels) {
      found += child.routes(for: labels)
      if !child.definition.continues { break }
    }
    return found.isEmpty ? [self] : found
  }

  /// The labels by which the route puts an alert into a group.
  func groupLabels(_ labels: Labels) -> Labels {
    switch definition.grouping {
    case .by(let names): labels.only(names.map(LabelMatchers.labelName))
    case .none: labels
    }
  }

  /// This route and all below it.
  var all: [Route] { [self] + children.flatMap(\.all) }
}
