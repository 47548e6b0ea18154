import Model

extension FieldCondition {
  /// Reads a condition such as `ms > 500` or `status == "failed" and not (ms < 10 or user == root)`.
  ///
  /// `and` binds stronger than `or`; `&&`, `||` and `!` mean the same as the words.
  init(parsing text: String) throws(ExpressionError) {
    var scanner = try ExpressionScanner(text)
    self = try FieldCondition.disjunction(&scanner, depth: 0)
    guard scanner.next == .end else {
      throw scanner.error("expected 'and', 'or' or the end, not \(scanner.next.words)")
    }
  }

  private static let depthLimit = 32

  private static func disjunction(
    _ scanner: inout ExpressionScanner,
    depth: Int
  ) throws(ExpressionError) -> FieldCondition {
    var left = try conjunction(&scanner, depth: depth)
    while scanner.next == .name("or") || scanner.next == .sign("||") {
      try scanner.take()
      left = .or(left, try conjunction(&scanner, depth: depth))
    }
    return left
  }

  private static func conjunction(
    _ scanner: inout ExpressionScanner,
    depth: Int
  ) throws(ExpressionError) -> FieldCondition {
    var left = try negation(&scanner, depth: depth)
    while scanner.next == .name("and") || scanner.next == .sign("&&") {
      try scanner.take()
      left = .and(left, try negation(&scanner, depth: depth))
    }
    return left
  }

  private static func negation(
    _ scanner: inout ExpressionScanner,
    depth: Int
  ) throws(ExpressionError) -> FieldCondition {
    var negated = false
    while scanner.next == .name("not") || scanner.next == .sign("!") {
      try scanner.take()
      negated.toggle()
    }
    let condition = try primary(&scanner, depth: depth)
    return negated ? .not(condition) : condition
  }

  private static func primary(
    _ scanner: inout ExpressionScanner,
    depth: Int
  ) throws(ExpressionError) -> FieldCondition {
    if try scanner.takes("(") {
      guard depth < depthLimit else { throw scanner.error("more than \(depthLimit) brackets inside each other") }
      let inner = try disjunction(&scanner, depth: depth + 1)
      guard try scanner.takes(")") else { throw scanner.error("expected ')', not \(scanner.next.words)") }
      return inner
    }
    guard case .name(let field) = scanner.next else {
      throw scanner.error("expected a field's name, not \(scanner.next.words)")
    }
    try scanner.take()
    let comparison = try Comparison(&scanner)
    switch scanner.next {
    case .number(let number):
      try scanner.take()
      return .compare(field: field, comparison, .number(number))
    case .text(let text):
      try scanner.take()
      return .compare(field: field, comparison, .text(text))
    case .name(let name):
      throw scanner.error("'\(name)' is neither a number nor a text; a text stands in quotes: \"\(name)\"")
    case .sign, .end:
      throw scanner.error("expected a number or a quoted text, not \(scanner.next.words)")
    }
  }
}

extension FieldCondition.Comparison {
  /// Reads a comparison's sign.
  init(_ scanner: inout ExpressionScanner) throws(ExpressionError) {
    let signs = FieldCondition.Comparison.allCases.map { $0.rawValue }.joined(separator: ", ")
    guard case .sign(let sign) = scanner.next, let comparison = FieldCondition.Comparison(rawValue: sign) else {
      let hint = scanner.next == .sign("=") ? "; equality is '=='" : ""
      throw scanner.error("expected a comparison (\(signs)), not \(scanner.next.words)\(hint)")
    }
    try scanner.take()
    self = comparison
  }
}
