/// One hook that is told at once of what some alerts make of the lines of `app.log`.
enum BrokenParts {
  /// `alerts` are entries of the list, a line each.
  static func files(alerts: String...) -> [String: String] {
    [
      "fleepd.yaml": """
      hooks:
        ops: {url_file: ops-hook, user: web-1}
      route: {hook: ops, group_wait: 0s}
      rule_files: [rules.yaml]
      """,
      "rules.yaml": """
      sources:
        app: {files: [app.log]}
      alerts:
      \(alerts.map { "  - \($0)" }.joined(separator: "\n"))
      """,
      "app.log": "",
    ]
  }
}
