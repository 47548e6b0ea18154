/// A Go template as Prometheus' rule files have them, translated to Mustache.
///
/// What is translated: `$labels.NAME`, `$value`, `$externalLabels.NAME`, the formatters of Prometheus that ours have too,
/// and `printf` of a number. Conditions, loops, queries and variables have no counterpart.
enum GoTemplate {
  /// Prometheus' formatters, and ours that show the same.
  private static let formatters = [
    "humanize": "humanize", "humanize1024": "bytes", "humanizeDuration": "duration", "humanizePercentage": "percent",
    "humanizeTimestamp": "", "toUpper": "upper", "toLower": "lower", "title": "", "safeHtml": "",
  ]

  /// The Mustache text; the error stands at the construct that cannot be translated.
  static func mustache(from text: String) throws(ExpressionError) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      result += rest[..<open.lowerBound]
      let offset = text.unicodeScalars.distance(from: text.startIndex, to: open.lowerBound)
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else {
        throw ExpressionError(message: "'{{' is not closed", offset: offset)
      }
      let action = rest[open.upperBound..<close.lowerBound]
      guard let tag = tag(of: action) else {
        throw ExpressionError(message: "'{{\(action)}}' cannot be translated", offset: offset)
      }
      // `{{-` and `-}}` take the blanks around them away.
      if action.hasPrefix("- ") { result = String(result.reversed().drop(while: \.isWhitespace).reversed()) }
      result += tag
      rest = rest[close.upperBound...]
      if action.hasSuffix(" -") { rest = rest.drop(while: \.isWhitespace) }
    }
    return result + rest
  }

  /// The Mustache tag of one action; nil where there is none.
  private static func tag(of action: Substring) -> String? {
    var text = String(action)
    if text.hasPrefix("- ") { text.removeFirst() }
    if text.hasSuffix(" -") { text.removeLast() }
    if text.trimmed.hasPrefix("/*") { return "" }
    var stages = text.split(separator: "|").map { String($0).trimmed }
    guard !stages.isEmpty else { return nil }
    var words = stages.removeFirst().split(separator: " ").map(String.init)
    var formats: [String] = []
    // `humanize $value` is `$value | humanize`.
    if words.count > 1 {
      guard let format = formatter(of: words.dropLast()) else { return nil }
      formats.append(format)
      words.removeFirst(words.count - 1)
    }
    guard let name = words.first.flatMap(name) else { return nil }
    for stage in stages {
      guard let format = formatter(of: stage.split(separator: " ").map(String.init)[...]) else { return nil }
      formats.append(format)
    }
    return "{{" + ([name] + formats.filter { !$0.isEmpty }).joined(separator: " | ") + "}}"
  }

  /// Ours for a function and its arguments but the last.
  private static func formatter(of words: ArraySlice<String>) -> String? {
    guard let function = words.first else { return nil }
    guard function == "printf" else { return words.count == 1 ? formatters[function] : nil }
    // A number is shown with as many digits as it needs, or, as `%.0f`, whole.
    return switch words.dropFirst().joined(separator: " ") {
    case "\"%.0f\"", "\"%d\"": "round"
    case "\"%.1f\"", "\"%.2f\"", "\"%.3f\"", "\"%f\"", "\"%g\"", "\"%v\"", "\"%s\"": ""
    default: nil
    }
  }

  /// Our name for a variable or field.
  private static func name(of word: String) -> String? {
    if word == "$value" || word == ".Value" { return "value" }
    for prefix in ["$labels.", ".Labels.", "$externalLabels.", ".ExternalLabels."] where word.hasPrefix(prefix) {
      let label = String(word.dropFirst(prefix.count))
      guard isPrometheusName(label) else { return nil }
      return label == "alertname" ? "labels.alert" : "labels.\(label)"
    }
    return nil
  }
}
