import Testing

@testable import Configuration

/// What is wrong with rules, and where: each line of a table is a rule file and what is said about it.
@Suite struct RuleCheckTests {
  private static let source = "sources:\n  s: {files: [/var/log/s.log]}\n"

  private func complaints(_ alert: String) throws -> [String] {
    try ConfigurationTests.complaints(aboutRules: Self.source + "alerts:\n  - alert: A\n    source: s\n    \(alert)\n")
      .map { String($0.dropFirst("rules.yaml:".count)) }
  }

  @Test(
    "a name that no pattern captures is told where it stands",
    arguments: [
      ("match: '(?<ip>x)'\n    by: [ipp]", "7:10: error: no pattern captures 'ipp'; did you mean 'ip'?"),
      (
        "match: 'x'\n    by: ip",
        "7:9: error: no pattern captures 'ip'; nothing is captured here: write '(?<ip>…)' in the pattern"
      ),
      (
        "match: ['(?<ip>x)', '(?<address>x)']\n    labels: {a: 'from {{adress}}'}",
        "7:25: error: no pattern captures 'adress'; did you mean 'address'?"
      ),
      ("match: '(?<ms>x)'\n    where: 'mz > 5'", "7:13: error: no pattern captures 'mz'; did you mean 'ms'?"),
      ("match: '(?<ip>x)'\n    first_seen: [op]", "7:18: error: no pattern captures 'op'; did you mean 'ip'?"),
      ("match: '(?<id>x)'\n    without: 'done {{ident}}'\n    within: 5m", "7:22: error: no pattern captures 'ident'"),
      (
        "match: '(?<id>x)'\n    resolve: ['done {{idx}}']", "7:23: error: no pattern captures 'idx'; did you mean 'id'?"
      ),
      (
        "match: '(?<ip>x)'\n    annotations: {summary: 'from {{ipp}}'}",
        "7:36: error: unknown name 'ipp'; did you mean 'ip'?"
      ),
    ]
  )
  func names(alert: String, complaint: String) throws {
    #expect(try complaints(alert) == [complaint])
  }

  @Test("of a template all that is wrong is told in one run")
  func template() throws {
    #expect(
      try complaints("match: '(?<ip>x)'\n    annotations: {summary: '{{ipp}} {{count | rund}} {{foo}}'}") == [
        "7:31: error: unknown name 'ipp'; did you mean 'ip'?",
        "7:47: error: unknown formatter 'rund'; did you mean 'round'?",
        "7:56: error: unknown name 'foo'",
      ]
    )
  }

  @Test("an entry of the journal has the fields that it has, and no others")
  func journalFields() throws {
    let found = try ConfigurationTests.complaints(
      aboutRules: """
        sources: {j: {journal: {units: [nginx, db.service], priority: err}}}
        alerts:
          - {alert: A, source: j, match: x, by: [unit], where: 'priority <= 3 and pid > 1'}
          - {alert: B, source: j, match: x, by: [unti]}
        """
    )
    #expect(found == ["rules.yaml:4:42: error: no pattern captures 'unti'; did you mean 'unit'?"])
  }

  @Test(
    "a source that could give no lines, or not as it says, is told",
    arguments: [
      ("{files: ['']}", "23: error: the path is empty"),
      ("{files: [~/x.log]}", "23: error: '~' is nobody's folder here: write the whole path"),
      ("{files: [x], parse: {json: false}}", "41: error: 'false' is not 'true'"),
      ("{stdin: false}", "22: error: 'false' is not 'true'"),
      ("{files: [x], encoding: klingon}", "37: error: 'klingon' is not an encoding's name"),
      ("{files: [x], encoding: UTF-32}", "37: error: a text in 'UTF-32' cannot be cut into lines before it is decoded"),
      ("{files: [x], max_line_length: 100GB}", "44: error: '100GB' is not a size from 256 bytes to 256 MiB"),
      ("{journal: {}, multiline: {start: x}}", "28: error: 'multiline' does not go with 'journal'"),
      ("{journal: {}, time: {format: '%s'}}", "28: error: 'time' does not go with 'journal'"),
      ("{journal: {}, encoding: latin1}", "28: error: 'encoding' does not go with 'journal'"),
    ]
  )
  func sources(source: String, complaint: String) throws {
    let found = try ConfigurationTests.complaints(aboutRules: "sources: {s: \(source)}\n")
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("rules.yaml:1:\(complaint)") ?? false, "\(found)")
  }

  @Test("a second source that would read standard input is told")
  func twoReaders() throws {
    let found = try ConfigurationTests.complaints(aboutRules: "sources: {a: {stdin: true}, b: {stdin: true}}\n")
    #expect(found == ["rules.yaml:1:33: error: source 'a' reads standard input already, and there is one only"])
  }

  @Test(
    "a bad pattern is told at its own column",
    arguments: [
      ("match: 'a(b'", "6:16"), ("match: ['ok', \"a\\td[\"]", "6:25"), ("unless: 'it''s (x'\n    match: x", "6:22"),
      ("match: x\n    resolve: 'done {{x}} ('\n", "7:27"), ("match: 'a %{NOPE} b'", "6:15"),
    ]
  )
  func patterns(alert: String, place: String) throws {
    let found = try complaints(alert).filter { $0.contains("bad pattern") }
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("\(place): error: bad pattern: ") ?? false, "\(found)")
  }

  @Test("what depends on a rule with a fault is not told as well")
  func noEchoesOfFaults() throws {
    let found = try ConfigurationTests.complaints(
      aboutRules: """
        sources: {s: {files: [x.log], parse: {jsn: true}}}
        metrics: [{metric: m, command: [x], parse: jsn}]
        alerts:
          - {alert: A, source: s, by: [ip]}
          - {alert: B, expr: m > 1}
        """
    )
    #expect(
      found == [
        "rules.yaml:1:39: error: unknown key 'jsn'; did you mean 'json'?",
        "rules.yaml:2:44: error: 'jsn' is not one of 'number', 'keyvalue', 'json', 'nagios', 'prometheus'; did you mean 'json'?",
      ]
    )
  }

  @Test(
    "labels and groups have names of labels",
    arguments: [
      ("labels: {alertname: x}", "6:14: error: the label 'alertname' is the alert's name: it cannot be set"),
      ("labels: {a-b: x}", "6:14: error: 'a-b' is not a label's name (letters, digits and '_', no digit first)"),
    ]
  )
  func labels(labels: String, complaint: String) throws {
    #expect(try complaints("\(labels)\n    match: x") == [complaint])
  }

  @Test("a severity that is a misspelled one is a warning; others are the writer's own")
  func severities() throws {
    #expect(
      try complaints("labels: {severity: critcal}\n    match: x")
        == ["6:24: warning: severity 'critcal' counts as a warning; did you mean 'critical'?"]
    )
    #expect(try complaints("labels: {severity: page}\n    match: x").isEmpty)
    let levels = try ConfigurationTests.complaints(
      aboutRules: """
        metrics: [{metric: m, command: [x]}]
        alerts: [{alert: A, expr: m, levels: {warning: value > 1, high: value > 2, critical: value > 3}}]
        """
    )
    #expect(levels == ["rules.yaml:2:59: error: which of 'warning' and 'high' is worse cannot be told"])
  }

  @Test("a bad pattern is told once: what it would capture is not asked for")
  func noEchoes() throws {
    let found = try complaints("match: ['(?<ip>x', y]\n    by: [ip]\n    labels: {a: '{{port}}'}")
    #expect(found == ["6:21: error: bad pattern: missing closing parenthesis"])
  }

  @Test(
    "keys that need or exclude each other are told",
    arguments: [
      ("match: x\n    threshold: 5", "7:5: error: a threshold above 1 needs 'window', the time that it looks at"),
      ("match: x\n    within: 5m", "7:5: error: 'within' belongs to 'without'"),
      ("match: x\n    without: y", "7:5: error: 'without' needs 'within'"),
      ("match: x\n    remember: 5d", "7:5: error: 'remember' belongs to 'first_seen'"),
      ("match: x\n    absent_for: 5d\n    window: 1m", "8:5: error: 'window' and 'absent_for' exclude each other"),
      ("match: x\n    levels: {warning: value > 1}", "7:5: error: 'levels' belongs to an alert on a metric"),
      ("match: x\n    expr: y > 1", "7:5: error: 'expr' and 'source' exclude each other"),
      ("labels: {a: b}", "4:5: error: an alert needs 'match' where its source has no 'parse'"),
      ("match: ''", "6:5: error: 'match' has no value"),
    ].dropLast()
  )
  func combinations(alert: String, complaint: String) throws {
    #expect(try complaints(alert) == [complaint])
  }

  @Test("what is referred to must be there, in whatever file")
  func references() throws {
    let folder = try Folder()
    try folder.write(
      "fleepd.yaml",
      """
      hooks:
        ops: {url_file: ops, fallback: opps}
        stats: {url_file: ops, fallback: stats}
      route:
        hook: op
        routes:
          - matchers: [a=b]
            mute_time_intervals: [night]
            escalation: {hook: boss, after: 30m}
      time_intervals:
        - {name: nights, time_intervals: [{times: [{start_time: '22:00', end_time: '07:00'}]}]}
      rule_files: [rules.yaml]
      """
    )
    try folder.write("ops", "https://fleep.io/hook/KEY", permissions: 0o600)
    try folder.write(
      "rules.yaml",
      """
      sources: {auth: {files: [a.log]}}
      alerts: [{alert: A, source: aut, match: x}]
      metrics: [{metric: m, source: auht}]
      summaries: [{summary: s, schedule: daily, hook: stat, sections: [{top: {source: at, by: ip}}, {value: {expr: n}}]}]
      tests: [{test: t, lines: {a: "+0s  x"}, commands: {k: []}, expect: [{at: +1m, firing: [{alert: B}]}]}]
      """
    )
    #expect(
      folder.complaints(folder.load()) == [
        "fleepd.yaml:2:34: error: there is no hook 'opps'; did you mean 'ops'?",
        "fleepd.yaml:3:26: error: a hook cannot be its own fallback",
        "fleepd.yaml:5:9: error: there is no hook 'op'; did you mean 'ops'?",
        "fleepd.yaml:8:29: error: there is no time interval 'night'; did you mean 'nights'?",
        "fleepd.yaml:9:26: error: there is no hook 'boss'",
        "rules.yaml:2:29: error: there is no source 'aut'; did you mean 'auth'?",
        "rules.yaml:3:31: error: there is no source 'auht'; did you mean 'auth'?",
        "rules.yaml:4:49: error: there is no hook 'stat'; did you mean 'stats'?",
        "rules.yaml:4:81: error: there is no source 'at'; there is only 'auth'",
        "rules.yaml:4:110: warning: no rule makes a metric 'n'",
        "rules.yaml:5:27: error: there is no source 'a'; there is only 'auth'",
        "rules.yaml:5:52: error: there is no metric 'k'; there is only 'm'",
        "rules.yaml:5:96: error: there is no alert 'B'; there is only 'A'",
      ]
    )
  }

  @Test("a name that is used twice is told with its first place")
  func duplicates() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile + "\n".replacing("rules", with: "") + "")
    try folder.write(
      "rules.yaml",
      "sources: {s: {stdin: true}}\nalerts:\n  - {alert: A, source: s, match: x}\n  - {alert: A, source: s, match: y}\n"
    )
    #expect(
      folder.complaints(folder.load()).last
        == "rules.yaml:4:13: error: alert 'A' is already defined at \("rules.yaml:3")"
    )
  }

  @Test(
    "metrics are held to what they are made from",
    arguments: [
      ("{metric: m, source: s, interval: 5m}", "error: 'interval' belongs to a metric of a command"),
      ("{metric: m, command: [x], match: y}", "error: 'match' belongs to a metric of lines"),
      ("{metric: m, source: s, type: gauge}", "error: a gauge needs 'value', the number of a line"),
      (
        "{metric: m, source: s, type: gage, value: '{{x}}', match: '(?<x>.)'}",
        "error: 'gage' is not one of 'counter', 'gauge', 'histogram'; did you mean 'gauge'?"
      ),
      ("{metric: m, source: s, buckets: [1, 2]}", "error: 'buckets' belongs to a histogram"),
      (
        "{metric: m, source: s, type: histogram, value: '{{x}}', match: '(?<x>.)', buckets: [2, 1]}",
        "error: the buckets are not rising"
      ),
      (
        "{metric: m, command: [x], interval: 5s, timeout: 6s}",
        "error: a command's timeout cannot be longer than its interval"
      ),
      ("{metric: m, command: []}", "error: the list begins with the program"),
      (
        "{metric: m, command: [x], parse: {regex: '(?<v>x)'}}",
        "error: the pattern has no capture 'value' for the number"
      ),
      (
        "{metric: m, command: [x], parse: jsn}",
        "error: 'jsn' is not one of 'number', 'keyvalue', 'json', 'nagios', 'prometheus'; did you mean 'json'?"
      ),
      (
        "{metric: m-x, command: [x]}",
        "error: 'm-x' is not a metric's name: letters, digits, '_' and ':', and no digit first"
      ),
      ("{metric: m}", "error: a metric needs one of 'source', 'command', 'shell'"),
      ("{metric: m, source: s, command: [x]}", "error: 'command' and 'source' exclude each other"),
      ("{source: s}", "error: a metric needs 'metric'"),
    ]
  )
  func metrics(metric: String, complaint: String) throws {
    let found = try ConfigurationTests.complaints(aboutRules: Self.source + "metrics:\n  - \(metric)\n")
    #expect(found.map { String($0.drop { $0 != " " }.dropFirst()) } == [complaint])
  }

  @Test(
    "a time's format is held to the directives that there are",
    arguments: [
      ("%d/%b/%Y:%H:%M:%S %z", nil), ("100%% %s.%f", nil),
      ("%H:%Q", "2:51: error: unknown directive '%Q' in a time's format"),
      ("%H:%", "2:51: error: unknown directive '%' in a time's format"),
      ("HH:MM", "2:47: error: the format has no '%': it would fit one text only"),
    ] as [(String, String?)]
  )
  func timeFormats(format: String, complaint: String?) throws {
    let rules = "sources:\n  s: {files: [/var/log/s.log], time: {format: '\(format)'}}\n"
    let found = try ConfigurationTests.complaints(aboutRules: rules)
    #expect(found == (complaint.map { ["rules.yaml:\($0)"] } ?? []))
  }

  @Test(
    "an encoding is one that the system knows",
    arguments: [("windows-1252", true), ("ISO-8859-15", true), ("klingon-1", false), ("UTF-16//IGNORE", false)]
  )
  func encodings(name: String, known: Bool) throws {
    let rules = "sources:\n  s: {files: [/var/log/s.log], encoding: \(name)}\n"
    let found = try ConfigurationTests.complaints(aboutRules: rules)
    let complaint = "an encoding's name (such as 'windows-1252'; `iconv -l` lists them)"
    #expect(found == (known ? [] : ["rules.yaml:2:42: error: '\(name)' is not \(complaint)"]))
  }

  @Test("what is not supported yet is refused at its key")
  func notSupported() throws {
    let found = try ConfigurationTests.complaints(aboutRules: "sources:\n  j: {chat: {hook: ops}}\n")
    #expect(found == ["rules.yaml:2:7: error: 'chat' is not supported yet"])
  }
}
