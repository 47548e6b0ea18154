import Model
import Testing

@testable import Configuration

/// What the keys of the main file mean.
@Suite struct MainFileTests {
  @Test("a main file with only a hook has the defaults of the model")
  func defaults() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://127.0.0.1:1/hook/KEY'}}\n")
    let configuration = try #require(folder.load(environment: ["STATE_DIRECTORY": "/var/lib/x:/y"]).configuration)
    #expect(configuration.hooks == [HookDefinition(name: "ops", url: Secret("http://127.0.0.1:1/hook/KEY"))])
    #expect(configuration.rules == RuleSet(route: RouteDefinition(hook: "ops"), externalLabels: ["host": "web-1"]))
    #expect(configuration.stateDirectory == "/var/lib/x")
  }

  @Test("a heartbeat has an address that is a secret, an interval, and certificates of its own where it needs them")
  func heartbeat() throws {
    let folder = try Folder()
    let hooks = "hooks: {ops: {url_file: ops-hook}}\n"
    try folder.write("ops-hook", "https://fleep.io/hook/KEY", permissions: 0o600)
    try folder.write("beat", "https://hc.example/ping/abc?x=1\n", permissions: 0o600)
    try folder.write("fleepd.yaml", hooks + "heartbeat: {url_file: beat}\n")
    #expect(
      folder.load().configuration?.heartbeat
        == HeartbeatDefinition(url: Secret("https://hc.example/ping/abc?x=1"), interval: .seconds(60))
    )
    try folder.write("ca.pem", "")
    try folder.write("fleepd.yaml", hooks + "heartbeat: {url_file: beat, interval: 5m, ca_file: ca.pem}\n")
    #expect(
      folder.load().configuration?.heartbeat
        == HeartbeatDefinition(
          url: Secret("https://hc.example/ping/abc?x=1"),
          interval: .minutes(5),
          caFile: "\(folder.path)/ca.pem"
        )
    )
  }

  @Test(
    "a heartbeat's address is checked, and no complaint shows it",
    arguments: [
      (
        "{url: 'https://hc.example/SECRET'}",
        ["warning: a heartbeat's address is a secret: put it into a file of its own with 'url_file'"]
      ),
      (
        "{url: 'http://hc.example/SECRET'}",
        [
          "warning: a heartbeat's address is a secret: put it into a file of its own with 'url_file'",
          "warning: the address goes over the network in clear, and whoever listens can say that all is well: use https",
        ]
      ),
      ("{url: 'ftp://hc.example/SECRET'}", ["error: the address is wrong: an address begins with https://"]),
      ("{interval: 1m}", ["error: a heartbeat needs one of 'url_file', 'url'"]),
      ("{url: 'http://127.0.0.1/SECRET', interval: 0s}", ["error: '0s' is too short: at least 1s"]),
    ]
  )
  func wrongHeartbeat(text: String, expected: [String]) throws {
    let folder = try Folder()
    try folder.write("ops-hook", "https://fleep.io/hook/KEY", permissions: 0o600)
    try folder.write("fleepd.yaml", "hooks: {ops: {url_file: ops-hook}}\nheartbeat: \(text)\n")
    let result = folder.load()
    let complaints = folder.complaints(result).map { String($0.split(separator: ": ", maxSplits: 1)[1]) }
    for complaint in expected { #expect(complaints.contains(complaint), "\(complaints)") }
    for diagnostic in result.diagnostics { #expect(!diagnostic.rendered().contains("SECRET")) }
  }

  @Test("a proxy serves every hook and the heartbeat")
  func proxy() throws {
    let folder = try Folder()
    try folder.write("beat", "https://hc.example/ping\n", permissions: 0o600)
    try folder.write("ops", "https://fleep.io/hook/KEY", permissions: 0o600)
    let main = "hooks: {a: {url_file: ops}, b: {url_file: ops}}\nroute: {hook: a}\nheartbeat: {url_file: beat}\n"
    try folder.write("fleepd.yaml", main + "proxy: {url: 'http://proxy.example:3128'}\n")
    let result = folder.load()
    #expect(result.diagnostics.isEmpty)
    let expected = Secret("http://proxy.example:3128")
    #expect(result.configuration?.hooks.map(\.proxy) == [expected, expected])
    #expect(result.configuration?.heartbeat?.proxy == expected)
  }

  @Test(
    "a proxy's address is checked, and its password never shown",
    arguments: [
      ("http://proxy:3128", nil), ("socks5h://10.0.0.1:1080", nil), ("https://[::1]:3128/", nil), ("http://[::1]", nil),
      (
        "http://me:SECRET@proxy:3128",
        "warning: a proxy's address is a secret: put it into a file of its own with 'url_file'"
      ),
      (
        "http://me:SECRET@proxy/",
        "warning: a proxy's address is a secret: put it into a file of its own with 'url_file'"
      ),
      (
        "proxy:3128",
        "error: the address is wrong: a proxy's address begins with http://, https://, socks5://, socks5h://"
      ),
      ("http://proxy:SECRET", "error: the address is wrong: \(Self.malformed)"),
      ("http://me:SECRET@", "error: the address is wrong: \(Self.malformed)"),
      ("http://proxy:1/SECRET", "error: the address is wrong: \(Self.malformed)"),
    ]
  )
  func proxyAddress(url: String, expected: String?) throws {
    let folder = try Folder()
    try folder.write("ops", "https://fleep.io/hook/KEY", permissions: 0o600)
    try folder.write("fleepd.yaml", "hooks: {ops: {url_file: ops}}\nproxy: {url: '\(url)'}\n")
    let result = folder.load()
    let complaints = folder.complaints(result).map { String($0.split(separator: ": ", maxSplits: 1)[1]) }
    if let expected { #expect(complaints.contains(expected), "\(complaints)") } else { #expect(complaints.isEmpty) }
    for diagnostic in result.diagnostics { #expect(!diagnostic.rendered().contains("SECRET")) }
  }

  private static let malformed = "a proxy's address is a scheme, a host and a port, as in http://proxy.example:3128"

  @Test("the state folder is the unit's, else the user's")
  func stateDirectory() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", plainMainFile.replacing("rule_files: [rules.yaml]", with: ""))
    func directory(_ environment: [String: String]) -> String? {
      folder.load(environment: environment).configuration?.stateDirectory
    }
    #expect(directory(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/s/fleepd")
    #expect(directory(["HOME": "/h"]) == "/h/.local/state/fleepd")
    #expect(directory([:]) == "/var/lib/fleepd")
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://[::1]/hook/K'}}\nstate_directory: state\n")
    #expect(directory(["HOME": "/h"]) == "\(folder.path)/state")
  }

  @Test("a route inherits what it does not say")
  func routes() throws {
    let folder = try Folder()
    try folder.write(
      "fleepd.yaml",
      """
      hooks: {ops: {url: 'http://127.0.0.1:1/hook/K'}, stats: {url: 'http://127.0.0.1:1/hook/L'}}
      route:
        hook: ops
        group_wait: 10s
        routes:
          - matchers: ['severity="critical"', a!~b]
            group_by: ['...']
            continue: true
            routes:
              - {hook: stats, group_wait: 0s, escalation: {hook: ops, after: 1h}}
          - {matchers: [], mute_time_intervals: [n]}
      time_intervals:
        - name: n
          time_intervals:
            - {weekdays: ['monday:friday', sunday], months: ['may:8'], days_of_month: ['-3:-1', 15], years: [2026], location: UTC}
            - {times: [{start_time: '22:00', end_time: '24:00'}]}
      """
    )
    let result = folder.load()
    let rules = try #require(result.configuration, "\(folder.complaints(result))").rules
    #expect(
      rules.route
        == RouteDefinition(
          hook: "ops",
          groupWait: .seconds(10),
          routes: [
            RouteDefinition(
              matchers: [
                Matcher(name: "severity", comparison: .equal, value: "critical"),
                Matcher(name: "a", comparison: .matchesNot, value: "b"),
              ],
              hook: "ops",
              grouping: .none,
              groupWait: .seconds(10),
              continues: true,
              routes: [
                RouteDefinition(
                  hook: "stats",
                  grouping: .none,
                  groupWait: .zero,
                  escalation: RouteDefinition.Escalation(hook: "ops", after: .hours(1))
                )
              ]
            ),
            RouteDefinition(hook: "ops", groupWait: .seconds(10), muteTimeIntervals: ["n"]),
          ]
        )
    )
    #expect(
      rules.timeIntervals == [
        TimeIntervalDefinition(
          name: "n",
          parts: [
            TimeIntervalDefinition.Part(
              weekdays: [1...5, 0...0],
              daysOfMonth: [-3...(-1), 15...15],
              months: [5...8],
              years: [2026...2026],
              location: "UTC"
            ),
            TimeIntervalDefinition.Part(
              times: [TimeIntervalDefinition.Part.Times(startMinute: 1320, endMinute: 1440)]
            ),
          ]
        )
      ]
    )
  }

  @Test("the root route has no conditions, and needs a hook")
  func root() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url: 'http://127.0.0.1:1/hook/K'}}\nroute:\n  matchers: [a=b]\n")
    #expect(
      folder.complaints(folder.load()).dropFirst() == [
        "fleepd.yaml:3:3: error: 'matchers' cannot stand at the root, which takes every alert: use a child",
        "fleepd.yaml:3:3: error: the root route needs 'hook'",
      ]
    )
  }

  @Test("rule files are checked with the main file's hooks, or with one hook where there is none")
  func check() throws {
    let folder = try Folder()
    try folder.write("fleepd.yaml", "hooks: {ops: {url_file: missing}}\nrule_files: [other.yaml]\n")
    let summary = "summaries: [{summary: s, schedule: daily, hook: HOOK, sections: [alerts: {}]}]\n"
    try folder.write("ops.yaml", summary.replacing("HOOK", with: "ops"))
    try folder.write("test.yaml", summary.replacing("HOOK", with: "test"))
    func check(_ file: String, main: String?) -> LoadResult {
      ConfigurationLoader.check(
        ruleFiles: ["\(folder.path)/\(file)"],
        mainFile: main.map { "\(folder.path)/\($0)" },
        environment: [:],
        hostName: "h"
      )
    }
    #expect(check("ops.yaml", main: "fleepd.yaml").diagnostics.isEmpty)
    #expect(check("test.yaml", main: nil).diagnostics.isEmpty)
    #expect(check("test.yaml", main: "absent.yaml").configuration?.hooks.map(\.name) == ["test"])
    #expect(
      folder.complaints(check("ops.yaml", main: nil)) == [
        "ops.yaml:1:49: error: there is no hook 'ops'; there is only 'test'"
      ]
    )
  }
}
