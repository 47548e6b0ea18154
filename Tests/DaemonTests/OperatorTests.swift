import FleepStandIn
import Foundation
import Glibc
import Testing

/// What somebody types who has been woken, and what comes of it.
@Suite("An operator at night", .timeLimit(.minutes(2)))
struct OperatorTests {
  private static let files = BrokenParts.files(
    alerts: "{alert: Broken, source: app, match: 'broken (?<part>.+)', by: [part], labels: {severity: critical}}",
    "{alert: Slow, source: app, match: 'slow', for: 1h, window: 90s, threshold: 1}"
  )

  /// A daemon to which two parts have been told as broken, and one slow line.
  private static func fleepd() async throws -> (fleepd: Fleepd, configuration: [String]) {
    let fleepd = try await Fleepd(files: files)
    try await fleepd.start()
    try fleepd.append("broken disk\nbroken fan\nslow\n", to: "app.log")
    _ = try await fleepd.fleep.waitForMessages(count: 1, key: fleepd.key())
    return (fleepd, ["--config", "\(fleepd.folder)/fleepd.yaml"])
  }

  @Test("a silence takes the key in a message, and says what it silences")
  func silenceByKey() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    let alerts = try await fleepd.run(["alerts"] + configuration).output
    let disk = try #require(alerts.split(separator: "\n").first { $0.contains("disk") })
    let key = String(disk.dropFirst().prefix(8))
    let silence = try await fleepd.run(["silence", "add", key] + configuration)
    #expect(silence.status == 0 && silence.errors == "silenced by it now: 1 alert\n")
    let after = try await fleepd.run(["alerts"] + configuration).output.split(separator: "\n")
    #expect(after.filter { $0.contains("silenced") }.map { $0.contains("disk") } == [true])
    let void = try await fleepd.run(["silence", "add", "Brokn"] + configuration)
    #expect(void.errors == "no alert that is there now is silenced by it\n")
    let later = try await fleepd.run(["silence", "add", "--start", "2199-01-01T00:00:00Z", "Broken"] + configuration)
    #expect(later.status == 0 && later.errors.hasPrefix("it begins in "))
    #expect(try await fleepd.run(["silence"] + configuration).output.contains(", for 2 h, by "))
    fleepd.variables["SUDO_USER"] = "kaja"
    #expect(try await fleepd.run(["silence", "add", "--end-on-resolve", "Slow"] + configuration).status == 0)
    let mine = try await fleepd.run(["silence"] + configuration).output
    #expect(mine.contains(" more unless all that it silences is resolved before, by kaja\n"))
    // What `--json` prints of one silence is understood for another.
    let json = try await fleepd.run(["silence", "list", "--json"] + configuration).output
    let silences = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    let end = try #require(silences?.compactMap { $0["endsAt"] as? String }.min())
    #expect(end.contains("."))
    #expect(try await fleepd.run(["silence", "add", "--end", end, "Slow"] + configuration).status == 0)
    try await fleepd.remove()
  }

  @Test(
    "a silence that could not mean anything is refused",
    arguments: [
      ["part=~["], ["part", "--duration", "0s"], ["part", "--end", "2020-01-01T00:00:00Z"],
      ["part", "--end", "2199-01-01T00:00:00Z", "--duration", "2h"], ["part", "--start", "tomorrow"], ["1a=b"], [],
    ]
  )
  func badSilence(arguments: [String]) async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let result = try await fleepd.run(
      ["silence", "add"] + arguments + ["--config", "\(fleepd.folder)/fleepd.yaml"]
    )
    #expect(result.status == 64, "\(result.errors)")
    try await fleepd.remove()
  }

  @Test("the running daemon is reached though its configuration is wrong by now, or its secrets cannot be read")
  func wrongConfiguration() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    try fleepd.write(#"hooks: {ops: {url_file: gone}}"# + "\nrout: x\nrule_files: [none.yaml]\n", to: "fleepd.yaml")
    let alerts = try await fleepd.run(["alerts"] + configuration)
    #expect(alerts.output.contains("disk") && alerts.errors.isEmpty)
    #expect(try await fleepd.run(["silence", "add", "Broken"] + configuration).status == 0)
    try await fleepd.remove()
  }

  @Test("without a daemon it is said where one was looked for, and what could not be read")
  func notRunning() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let plain = try await fleepd.run(["alerts", "--config", "\(fleepd.folder)/fleepd.yaml"])
    #expect(plain.status == 69 && plain.errors.contains("no socket at \(fleepd.folder)/state/control.sock or "))
    let unread = try await fleepd.run(["alerts", "--config", "\(fleepd.folder)/none.yaml"])
    #expect(unread.status == 69 && unread.errors.contains("none.yaml cannot be read"))
    try await fleepd.remove()
  }

  @Test("who may not use the daemon's socket is told so, and what would help")
  func notPermitted() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    let socket = "\(fleepd.folder)/state/control.sock"
    #expect(chmod(socket, 0) == 0)
    // Permissions are nothing to root, unless it has given up its capabilities.
    let powerless = geteuid() == 0 ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : []
    for command in [["alerts"], ["silence", "add", "Broken"], ["send", "--hook", "ops", "x"]] {
      let result = try await fleepd.run(command + configuration, under: powerless)
      #expect(result.status == 77)
      #expect(
        result.errors
          == "fleepd: no permission to use \(socket): run the command as root or as a member of its group\n"
      )
    }
    try await fleepd.remove()
  }

  @Test("why tells an alert that nothing counts towards from one that there is not")
  func why() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    let pending = try await fleepd.run(["why", "Slow"] + configuration)
    #expect(pending.output.contains("pending: it fires in"))
    let json = try await fleepd.run(["why", "--json", "Broken"] + configuration)
    let reasons = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect(reasons?.map { $0["rule"] as? String } == ["Broken", "Broken"])
    let windowed = try await fleepd.run(["why", "--json", "Slow"] + configuration).output
    #expect(windowed.contains(#""window" : 90"#))
    let unknown = try await fleepd.run(["why", "Brokn"] + configuration)
    #expect(unknown.status == 1 && unknown.errors.contains("there is no rule for an alert Brokn"))
    try await fleepd.remove()
    let quiet = try await Fleepd(files: Self.files)
    try await quiet.start()
    let nothing = try await quiet.run(["why", "Broken", "--config", "\(quiet.folder)/fleepd.yaml"])
    #expect(nothing.status == 0 && nothing.output.hasPrefix("Broken is not firing"))
    try await quiet.remove()
  }

  @Test(
    "nothing in a line can command the terminal",
    arguments: [["alerts"], ["alerts", "--json"], ["why", "Broken"]]
  )
  func terminal(command: [String]) async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    let nasty = "\u{1B}]0;x\u{07}\u{9B}2J\u{202E}\r"
    try fleepd.append("broken \(nasty)part\n", to: "app.log")
    try await fleepd.poll("the alert is there") {
      try await fleepd.run(["alerts"] + configuration).output.split(separator: "\n").count == 4
    }
    let output = try await fleepd.run(command + configuration).output
    #expect(!output.unicodeScalars.contains { nasty.unicodeScalars.contains($0) && !$0.properties.isGraphemeBase })
    #expect(output.contains("u001b]0;x") && output.contains("u009b2J") && output.contains("u202e"))
    if command.contains("--json") {
      let alerts = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]]
      #expect(alerts?.contains { ($0["labels"] as? [String: String])?["part"] == "\(nasty)part" } == true)
    }
    try await fleepd.remove()
  }

  @Test("only what fires can be acknowledged")
  func acknowledge() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    #expect(try await fleepd.run(["ack", "Slow"] + configuration).status == 1)
    #expect(try await fleepd.run(["ack", "Broken"] + configuration).output == "acknowledged: 2 alerts\n")
    try await fleepd.remove()
  }

  @Test("a silence's end is told with its comment, beforehand and when it has ended")
  func notices() async throws {
    let (fleepd, configuration) = try await Self.fleepd()
    let arguments = ["silence", "add", "--duration", "2s", "--author", "kaja", "--comment", "new disk", "part=disk"]
    #expect(try await fleepd.run(arguments + configuration).status == 0)
    let told = try await fleepd.fleep.waitForMessages(count: 3, key: fleepd.key()).map(\.text)
    let subject = #"fleepd: the silence of kaja on part="disk" (new disk) "#
    #expect(told[1].hasPrefix(subject + "ends in "))
    #expect(told[2].hasPrefix(subject + "ended; still broken: 1 firing alert"))
    try await fleepd.remove()
  }

  @Test("explain gives the same for programs")
  func explain() async throws {
    let fleepd = try await Fleepd(files: Self.files)
    let configuration = ["--config", "\(fleepd.folder)/fleepd.yaml"]
    let text = try await fleepd.run(["explain", "--all", "broken disk"] + configuration)
    #expect(text.output.contains("alert Broken: sees it by 'broken (?<part>.+)', with part='disk'"))
    #expect(text.output.contains(#"      makes {alert="Broken", host="#))
    #expect(text.output.contains(#"      told to hook ops at once, by the root route in group {alert="Broken"}"#))
    #expect(text.output.contains("alert Slow: no pattern matches"))
    let json = try await fleepd.run(["explain", "--json", "broken disk"] + configuration)
    #expect(json.output.contains(#""outcome" : "sees""#) && json.output.contains(#""part" : "disk""#))
    #expect(try await fleepd.run(["explain", "fine"] + configuration).status == 1)
    try await fleepd.remove()
  }
}
