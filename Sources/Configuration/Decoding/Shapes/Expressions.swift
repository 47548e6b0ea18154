import Model

extension Shape {
  /// A text in one of the small languages, whose faults are told at their own column.
  private static func expression(
    _ words: String,
    parse: @escaping @Sendable (String) throws(ExpressionError) -> Value
  ) -> Shape {
    written(ScalarForm(words)) { text, node, loading in
      do throws(ExpressionError) {
        return try parse(text)
      } catch {
        loading.report.error(error.message, at: node.place(ofCharacter: error.offset))
        return nil
      }
    }
  }
}

extension Shape<FieldCondition> {
  static var condition: Shape {
    expression("a condition (such as 'ms > 500')") { (text) throws(ExpressionError) in
      try FieldCondition(parsing: text)
    }
  }
}

extension Shape<MetricCondition.Expression> {
  /// An expression; the metric that it reads must be known, or be one that a command may print.
  static var promQL: Shape {
    let parsed = expression("an expression") { (text) throws(ExpressionError) in
      try MetricCondition.Expression(parsing: text)
    }
    return Shape(form: parsed.form) { node, loading in
      guard let value = parsed.read(node, loading) else { return nil }
      for matcher in value.matchers { Shape<Matcher>.check(matcher, node, loading) }
      loading.whenAllIsRead { index in index.knownMetrics.check(value.metric, at: node.place, loading.report) }
      return value
    }
  }
}

extension Shape<Matcher> {
  static var matcher: Shape {
    let parsed = expression("a matcher (such as 'severity=\"critical\"')") { (text) throws(ExpressionError) in
      try Matcher(parsing: text)
    }
    return Shape(form: parsed.form) { node, loading in
      guard let matcher = parsed.read(node, loading) else { return nil }
      check(matcher, node, loading)
      return matcher
    }
  }

  /// A matcher's pattern compiles.
  fileprivate static func check(_ matcher: Matcher, _ node: Node, _ loading: Loading) {
    switch matcher.comparison {
    case .equal, .notEqual: break
    case .matches, .matchesNot:
      do throws(LabelPatternError) {
        _ = try LabelPattern(matcher.value)
      } catch {
        loading.report.error("bad pattern \"\(matcher.value)\": \(error)", at: node.place)
      }
    }
  }
}
