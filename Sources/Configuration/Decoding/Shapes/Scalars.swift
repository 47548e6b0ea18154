import Glibc
import Model

extension Shape {
  /// A scalar that `parse` takes; others are told as no `form.words`.
  static func scalar(_ form: ScalarForm, parse: @escaping @Sendable (String) -> Value?) -> Shape {
    Shape(form: .scalar(form)) { node, loading in
      if case .scalar(let text, _) = node.content, let value = parse(text) { return value }
      loading.report.error("\(node.description) is not \(form.words)", at: node.place)
      return nil
    }
  }

  /// A scalar of which `read` tells itself what is wrong, and where.
  static func written(
    _ form: ScalarForm,
    read: @escaping @Sendable (_ text: String, Node, Loading) -> Value?
  ) -> Shape {
    Shape(form: .scalar(form)) { node, loading in
      guard case .scalar(let text, _) = node.content else {
        loading.report.error("\(node.description) is not \(form.words)", at: node.place)
        return nil
      }
      return read(text, node, loading)
    }
  }

  /// The value with the node that it came from.
  static func located<Inner>(_ inner: Shape<Inner>) -> Shape where Value == Located<Inner> {
    Shape(form: inner.form) { node, loading in
      inner.read(node, loading).map { Located(value: $0, node: node) }
    }
  }
}

extension Shape<String> {
  /// Any scalar, as it is written: `5` and `yes` are texts too.
  static var text: Shape { scalar(ScalarForm("a text")) { $0 } }

  /// A path of a file, absolute or as seen from the file that holds it; the value is absolute.
  static var path: Shape {
    written(ScalarForm("a path")) { text, node, loading in
      absolute(text, node, loading)
    }
  }

  /// The path of a file that is best there already: what reads it comes later.
  static var readableFile: Shape {
    Shape(form: path.form) { node, loading in
      guard let path = path.read(node, loading) else { return nil }
      if access(path, R_OK) != 0 {
        loading.report.warning("'\(path)' cannot be read: \(String(cString: strerror(errno)))", at: node.place)
      }
      return path
    }
  }

  /// A pattern of paths, absolute or as seen from the file that holds it.
  static var glob: Shape {
    written(ScalarForm("a path, in which '*', '**', '?', '[a-z]' and '{a,b}' stand for more")) { text, node, loading in
      absolute(text, node, loading)
    }
  }

  private static func absolute(_ path: String, _ node: Node, _ loading: Loading) -> String? {
    if path.isEmpty || path.hasPrefix("~") {
      let reason = path.isEmpty ? "the path is empty" : "'~' is nobody's folder here: write the whole path"
      loading.report.error(reason, at: node.place)
      return nil
    }
    return node.place.file.absolute(path)
  }

  /// A pattern of paths as the shell has them, for files that are there.
  static var filePattern: Shape {
    Shape(form: .scalar(ScalarForm("a path, in which '*', '?', '[a-z]' and '{a,b}' stand for more"))) { node, loading in
      Shape.glob.read(node, loading)
    }
  }

  static var labelName: Shape {
    let words = "a label's name (letters, digits and '_', no digit first)"
    return scalar(ScalarForm(words, pattern: "^[A-Za-z_][A-Za-z0-9_]*$")) { isPrometheusName($0) ? $0 : nil }
  }

  /// An IANA zone.
  static var zone: Shape {
    scalar(ScalarForm("a time zone (such as 'Europe/Tallinn' or 'UTC')")) { Zone($0) == nil ? nil : $0 }
  }
}

extension Shape<Bool> {
  /// YAML 1.2 has two words for each; `yes` and `off` are texts.
  static var flag: Shape {
    scalar(ScalarForm("true or false", type: .boolean)) { text in
      switch text {
      case "true", "True", "TRUE": true
      case "false", "False", "FALSE": false
      default: nil
      }
    }
  }

  /// What is so where the key stands, and not where it is left out.
  static var mark: Shape {
    scalar(ScalarForm("'true'", type: .boolean)) { text in ["true", "True", "TRUE"].contains(text) ? true : nil }
  }
}

extension Shape<Int> {
  /// A whole number in a range; `010` is ten.
  static func count(_ range: ClosedRange<Int>) -> Shape {
    let words =
      range.upperBound == .max
      ? "a whole number from \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return scalar(ScalarForm(words, type: .integer)) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
  }
}

extension Shape<Double> {
  static var number: Shape {
    scalar(ScalarForm("a number", type: .number)) { text in Double(text).flatMap { $0.isFinite ? $0 : nil } }
  }
}

extension Shape<Duration> {
  /// A duration; zero only where `from` is zero.
  static func duration(from least: Duration = .zero) -> Shape {
    let words = "a duration (such as '10s', '5m' or '1h30m')"
    let pattern = #"^(0|([0-9]+(ms|[wdhms]))+)$"#
    return written(ScalarForm(words, type: .duration, pattern: pattern)) { text, node, loading in
      guard let value = Duration(text: text) else {
        loading.report.error("\(node.description) is not \(words)", at: node.place)
        return nil
      }
      guard value >= least else {
        loading.report.error("'\(text)' is too short: at least \(least.text)", at: node.place)
        return nil
      }
      return value
    }
  }

  static var duration: Shape { duration(from: .zero) }
  /// A duration that cannot be zero.
  static var positiveDuration: Shape { duration(from: .milliseconds(1)) }
}

extension Shape<ByteCount> {
  /// A size of at least so many bytes.
  static func size(from least: Int, toMebibytes most: Int? = nil) -> Shape {
    let range = most.map { "from \(least) bytes to \($0) MiB" } ?? "of at least \(least) bytes"
    let words = "a size \(range) (such as '64KiB' or '10MB')"
    return scalar(ScalarForm(words, pattern: "^[0-9]+(B|[kK]B|MB|GB|KiB|MiB|GiB)?$")) { text in
      ByteCount(text: text).flatMap { $0.bytes >= least && $0.bytes <= most.map { $0 << 20 } ?? .max ? $0 : nil }
    }
  }
}

extension Shape<Schedule> {
  /// A calendar expression or a crontab line.
  static var schedule: Shape {
    written(ScalarForm("a schedule (such as '*-*-* 09:00 Europe/Tallinn', or a crontab line)")) { text, node, loading in
      do throws(ScheduleError) {
        return try Schedule(text)
      } catch {
        loading.report.error("'\(text)' is not a schedule: \(error)", at: node.place)
        return nil
      }
    }
  }
}
