/// What is wrong with a condition, an expression or a matcher, and where.
struct ExpressionError: Error, Equatable {
  let message: String
  /// In characters from the text's beginning.
  let offset: Int
}
