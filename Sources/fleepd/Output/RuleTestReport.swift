import Configuration
import Daemon
import Foundation
import Model

/// What came of a configuration's rule tests.
struct RuleTestReport: Encodable {
  struct Test: Encodable {
    var name: String
    var file: String
    var line: Int
    var failures: [RuleTestRun.Failure]
  }

  private(set) var tests: [Test] = []
  /// Rules whose alerts no test made fire.
  private(set) var neverFired: [RuleName]

  /// Runs all tests.
  init(_ configuration: Configuration) throws {
    var fired: Set<RuleName> = []
    for test in configuration.tests {
      var run = try RuleTestRun(test, rules: configuration.rules, hooks: configuration.hooks)
      let failures = run.run()
      fired.formUnion(run.fired)
      tests.append(Test(name: test.name, file: test.file, line: test.line, failures: failures))
    }
    neverFired = configuration.rules.alerts.map(\.rule).filter { !fired.contains($0) }
  }

  func text(withCoverage: Bool) -> String {
    var lines: [String] = []
    for test in tests {
      lines.append("\(test.failures.isEmpty ? "ok    " : "FAILED") \(test.file):\(test.line): \(test.name)")
      for failure in test.failures {
        lines.append("       \(failure.expectation):")
        lines += failure.difference.map { "         \($0)" }
      }
    }
    let failed = tests.count { !$0.failures.isEmpty }
    lines.append(tests.isEmpty ? "there are no tests" : "\(tests.count - failed) passed, \(failed) failed")
    if withCoverage, !neverFired.isEmpty {
      lines.append("no test makes these alerts fire: " + neverFired.map(\.text).joined(separator: ", "))
    }
    return lines.joined(separator: "\n")
  }

  /// The report in the form that build servers read.
  var junit: String {
    let cases = tests.map { test in
      let failures = test.failures.map { failure in
        "<failure message=\"\(escaped(failure.expectation))\">\(escaped(failure.difference.joined(separator: "\n")))</failure>"
      }
      return """
          <testcase classname="\(escaped(test.file))" name="\(escaped(test.name))">\(failures.joined())</testcase>
        """
    }
    let failed = tests.count { !$0.failures.isEmpty }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite name="fleepd" tests="\(tests.count)" failures="\(failed)">
      \(cases.joined(separator: "\n"))
      </testsuite>

      """
  }

  private func escaped(_ text: String) -> String {
    let known = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isInXML ? $0 : "\u{FFFD}" }))
    return known.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}

extension Unicode.Scalar {
  /// Whether XML 1.0 knows it: control characters cannot stand there, not even escaped.
  fileprivate var isInXML: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...: true
    default: false
    }
  }
}
