/// Reads the small languages of the rule files token by token, and knows where each token stands.
struct ExpressionScanner {
  enum Token: Equatable {
    case name(String)
    case number(Double)
    case text(String)
    /// An operator or a bracket.
    case sign(String)
    case end

    /// The token as people would quote it.
    var words: String {
      switch self {
      case .name(let name): "'\(name)'"
      case .number(let number): "'\(number.formatted)'"
      case .text(let text): "\"\(text)\""
      case .sign(let sign): "'\(sign)'"
      case .end: "the end"
      }
    }
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  /// The token that comes next.
  private(set) var next: Token = .end
  /// Where it begins.
  private(set) var offset = 0

  /// People write no longer ones, and a reader that follows brackets must not be led too deep.
  private static let limit = 10_000

  init(_ text: String) throws(ExpressionError) {
    scalars = Array(text.unicodeScalars.prefix(ExpressionScanner.limit + 1))
    guard scalars.count <= ExpressionScanner.limit else {
      throw error("longer than \(ExpressionScanner.limit) characters")
    }
    try advance()
  }

  /// Steps over the next token and returns it.
  @discardableResult
  mutating func take() throws(ExpressionError) -> Token {
    let token = next
    try advance()
    return token
  }

  /// Steps over the next token if it is this sign.
  mutating func takes(_ sign: String) throws(ExpressionError) -> Bool {
    guard next == .sign(sign) else { return false }
    try advance()
    return true
  }

  func error(_ message: String) -> ExpressionError { ExpressionError(message: message, offset: offset) }

  private mutating func advance() throws(ExpressionError) {
    while index < scalars.count, scalars[index].properties.isWhitespace { index += 1 }
    offset = index
    guard index < scalars.count else {
      next = .end
      return
    }
    switch scalars[index] {
    case "a"..."z", "A"..."Z", "_": next = name()
    case "0"..."9", ".": next = try number()
    case "-" where index + 1 < scalars.count && ("0"..."9" ~= scalars[index + 1] || scalars[index + 1] == "."):
      next = try number()
    case "\"", "'": next = try quoted()
    default: next = sign()
    }
  }

  private mutating func name() -> Token {
    let start = index
    while index < scalars.count, isNamePart(scalars[index]) { index += 1 }
    return .name(text(from: start))
  }

  private func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_", ":": true
    default: false
    }
  }

  private mutating func number() throws(ExpressionError) -> Token {
    let start = index
    index += 1
    while index < scalars.count, isNamePart(scalars[index]) || scalars[index] == "." || isExponentSign() { index += 1 }
    guard let value = Double(text(from: start)) else { throw error("'\(text(from: start))' is not a number") }
    return .number(value)
  }

  /// The sign in `1e-3`.
  private func isExponentSign() -> Bool {
    (scalars[index] == "-" || scalars[index] == "+") && (scalars[index - 1] == "e" || scalars[index - 1] == "E")
  }

  private mutating func quoted() throws(ExpressionError) -> Token {
    let quote = scalars[index]
    let escapes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "t": "\t", "r": "\r"]
    var result = String.UnicodeScalarView()
    index += 1
    while index < scalars.count, scalars[index] != quote {
      if scalars[index] == "\\", index + 1 < scalars.count {
        index += 1
        result.append(escapes[scalars[index]] ?? scalars[index])
      } else {
        result.append(scalars[index])
      }
      index += 1
    }
    guard index < scalars.count else { throw error("this quote is not closed") }
    index += 1
    return .text(String(result))
  }

  private mutating func sign() -> Token {
    let start = index
    let twins = ["==", "!=", "<=", ">=", "=~", "!~", "&&", "||"]
    index += 1
    if index < scalars.count, twins.contains(text(from: start) + String(scalars[index])) { index += 1 }
    return .sign(text(from: start))
  }

  private func text(from start: Int) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<index])
    return String(view)
  }
}

extension Double {
  /// A whole number without its `.0`.
  fileprivate var formatted: String {
    Int(exactly: self).map(String.init) ?? description
  }
}
