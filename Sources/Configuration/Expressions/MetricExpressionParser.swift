import Model

extension MetricCondition.Expression {
  /// Reads the part of PromQL that is supported: a series selector and, after it, a comparison with a number.
  ///
  /// Whatever else PromQL has is refused where it begins.
  init(parsing text: String) throws(ExpressionError) {
    var scanner = try ExpressionScanner(text)
    let selector = try Selector(&scanner)
    guard scanner.next != .end else {
      self.init(metric: selector.metric, matchers: selector.matchers)
      return
    }
    try scanner.refuseOtherPromQL()
    let comparison = try FieldCondition.Comparison(&scanner)
    if scanner.next == .name("bool") { throw scanner.error("'bool' is not supported yet") }
    let limit = try scanner.limit()
    if scanner.next != .end {
      try scanner.refuseOtherPromQL()
      throw scanner.error("expected the end, not \(scanner.next.words)")
    }
    self.init(metric: selector.metric, matchers: selector.matchers, comparison: comparison, limit: limit)
  }

  /// A metric and conditions on its labels.
  struct Selector {
    let metric: MetricName
    let matchers: [Matcher]

    init(_ scanner: inout ExpressionScanner) throws(ExpressionError) {
      guard case .name(let name) = scanner.next else {
        switch scanner.next {
        case .number, .sign("("), .sign("-"), .sign("{"):
          throw scanner.error("only a metric's name can stand first; other expressions are not supported yet")
        default: throw scanner.error("expected a metric's name, not \(scanner.next.words)")
        }
      }
      let start = scanner
      try scanner.take()
      switch scanner.next {
      case .sign("("), .name("by"), .name("without"): throw start.error("'\(name)' is not supported yet")
      case .name("and"), .name("or"), .name("unless"), .name("offset"): break
      case .name(let second): throw scanner.error("expected a comparison, not '\(second)'")
      default: break
      }
      metric = MetricName(name)
      matchers = try Matcher.list(&scanner)
    }
  }
}

extension ExpressionScanner {
  /// Tells of a part of PromQL that comes next and that is not built.
  fileprivate func refuseOtherPromQL() throws(ExpressionError) {
    switch next {
    case .sign("["): throw error("ranges are not supported yet")
    case .sign("+"), .sign("-"), .sign("*"), .sign("/"), .sign("%"), .sign("^"):
      throw error("arithmetic is not supported yet")
    case .sign("@"), .name("offset"), .name("and"), .name("or"), .name("unless"):
      throw error("\(next.words) is not supported yet")
    case .number(let number) where number < 0: throw error("arithmetic is not supported yet")
    default: break
    }
  }

  /// The number on the right of a comparison.
  fileprivate mutating func limit() throws(ExpressionError) -> Double {
    switch next {
    case .number(let number):
      try take()
      return number
    case .name(let name):
      if let number = ["Inf": Double.infinity, "inf": .infinity, "NaN": .nan, "nan": .nan][name] {
        try take()
        return number
      }
      throw error("only a number can stand here; other expressions are not supported yet")
    case .sign("("), .sign("-"), .sign("+"):
      throw error("only a number can stand here; other expressions are not supported yet")
    case .text, .sign, .end: throw error("expected a number, not \(next.words)")
    }
  }
}
