package import Model

extension Matcher {
  /// Reads a matcher as Alertmanager writes it: `name="value"`, `!=`, `=~`, `!~`; the quotes can be left out.
  ///
  /// Nil where the text is none.
  package init?(text: String) {
    do throws(ExpressionError) {
      try self.init(parsing: text)
    } catch {
      return nil
    }
  }

  init(parsing text: String) throws(ExpressionError) {
    let scalars = text.unicodeScalars
    guard let sign = scalars.firstIndex(where: { $0 == "=" || $0 == "!" }) else {
      throw ExpressionError(message: "a matcher is name=\"value\", name!=…, name=~… or name!~…", offset: 0)
    }
    let name = String(scalars[..<sign]).trimmed
    let offset = scalars.distance(from: scalars.startIndex, to: sign)
    guard isPrometheusName(name) else { throw ExpressionError(message: "'\(name)' is not a label's name", offset: 0) }
    let operators: [Operator] = [.matches, .matchesNot, .notEqual, .equal]
    guard let comparison = operators.first(where: { scalars[sign...].starts(with: $0.rawValue.unicodeScalars) }) else {
      throw ExpressionError(message: "expected '=', '!=', '=~' or '!~'", offset: offset)
    }
    let width = comparison.rawValue.unicodeScalars.count
    let value = String(scalars[sign...].dropFirst(width)).trimmed
    guard value.hasPrefix("\"") || value.hasPrefix("'") else {
      self.init(name: name, comparison: comparison, value: value)
      return
    }
    do throws(ExpressionError) {
      var scanner = try ExpressionScanner(value)
      guard case .text(let unquoted) = try scanner.take(), scanner.next == .end else {
        throw scanner.error("nothing may follow the quoted value")
      }
      self.init(name: name, comparison: comparison, value: unquoted)
    } catch {
      let start = String(scalars[sign...].dropFirst(width)).prefix { $0 == " " }.count
      throw ExpressionError(message: error.message, offset: offset + width + start + error.offset)
    }
  }

  /// Reads `{name="value", …}` where it comes next.
  static func list(_ scanner: inout ExpressionScanner) throws(ExpressionError) -> [Matcher] {
    guard try scanner.takes("{") else { return [] }
    var matchers: [Matcher] = []
    while scanner.next != .sign("}") {
      guard case .name(let name) = scanner.next else {
        throw scanner.error("expected a label's name, not \(scanner.next.words)")
      }
      try scanner.take()
      guard case .sign(let sign) = scanner.next, let comparison = Operator(rawValue: sign) else {
        throw scanner.error("expected '=', '!=', '=~' or '!~', not \(scanner.next.words)")
      }
      try scanner.take()
      guard case .text(let value) = scanner.next else {
        throw scanner.error("expected a quoted value, not \(scanner.next.words)")
      }
      try scanner.take()
      matchers.append(Matcher(name: name, comparison: comparison, value: value))
      if try !scanner.takes(","), scanner.next != .sign("}") {
        throw scanner.error("expected ',' or '}', not \(scanner.next.words)")
      }
    }
    try scanner.take()
    return matchers
  }
}

extension String {
  /// The text without the blanks around it.
  var trimmed: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}
