import Foundation
import Testing

@Suite("A daemon with nothing to do")
struct IdleTests {
  @Test("its threads sleep, however many files it follows", .timeLimit(.minutes(5)))
  func sleeps() async throws {
    let fleepd = try await Fleepd(files: [
      "fleepd.yaml": """
      hooks:
        ops: {url_file: ops-hook}
      route: {hook: ops}
      rule_files: [rules.yaml]
      """,
      "rules.yaml": """
      sources:
        app: {files: ['logs/*.log']}
      alerts:
        - {alert: Broken, source: app, match: 'broken'}
      """,
    ])
    for number in 0..<1000 { try fleepd.write("a line from before\n", to: "logs/\(number).log") }
    let process = try await fleepd.start()
    // Five seconds without more than one wake-up (the check of the files behind inotify) must come soon after the start.
    var wakeUps = try contextSwitches(process)
    try await fleepd.poll("five quiet seconds") {
      try await Task.sleep(for: .seconds(5))
      let before = wakeUps
      wakeUps = try contextSwitches(process)
      return wakeUps - before <= 1
    }
    try await fleepd.remove()
  }

  /// How often the process's threads went to sleep or were put to sleep.
  private func contextSwitches(_ process: Process) throws -> Int {
    let tasks = "/proc/\(process.processIdentifier)/task"
    return try FileManager.default.contentsOfDirectory(atPath: tasks).reduce(0) { sum, task in
      let status = try String(contentsOfFile: "\(tasks)/\(task)/status", encoding: .utf8)
      let counts = status.split(separator: "\n").filter { $0.contains("ctxt_switches") }
      return sum + counts.compactMap { $0.split(separator: "\t").last.flatMap { Int($0) } }.reduce(0, +)
    }
  }
}
