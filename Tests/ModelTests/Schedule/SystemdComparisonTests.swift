import Foundation
import Model
import Testing
import TestSupport

/// Random specifications beside the answers of the systemd that is installed, in zones with and without daylight saving.
@Suite struct SystemdComparisonTests {
  private static let program = "/usr/bin/systemd-analyze"

  @Test("random schedules have systemd's points", .enabled(if: FileManager.default.isExecutableFile(atPath: program)))
  func compare() throws {
    var random = SeededGenerator(seed: 252)
    let texts = (0..<120).map { _ in Self.specification(&random) }
    let answers = try Self.systemd(texts)
    try #require(answers.count == texts.count)
    for (text, expected) in zip(texts, answers) {
      let points = firstPoints(of: try Schedule(text), after: "2026-11-24 12:00:00", count: 3)
      #expect(points == expected, "\(text)")
    }
  }

  /// At an hour that no daylight saving touches: there the contract wants other answers than systemd's.
  private static func specification(_ random: inout SeededGenerator) -> String {
    func pick(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
    func number(_ range: ClosedRange<Int>) -> String { String(Int.random(in: range, using: &random)) }
    let weekday = pick(["", "", "Mon ", "Tue..Thu ", "Sat,Sun ", "Mon,Wed..Fri ", "friday "])
    let year = pick(["", "", "*-", "2027-", "2027..2030-", "2028/2-", "31-"])
    let month = pick(["*", "*", number(1...12), "2,5..8/2", "1/3", "11..12", "02"])
    let day = pick([
      "-*", "-\(number(1...31))", "-1..7", "~1", "~\(number(1...28))", "-2/5", "~7/1", "-15..31/4", "~1..3",
    ])
    let hour = pick(["*", number(5...23), "6..18/3", "7,9,22", "5/6"])
    let minute = pick(["0", "30", "0/20", "*", "7,8,59"])
    let second = pick(["", "", ":15", ":0/20", ":*"])
    let zone = pick(["UTC", "Europe/Tallinn", "America/New_York", "Asia/Kolkata"])
    return "\(weekday)\(year)\(month)\(day) \(hour == "*" && zone != "UTC" ? "12" : hour):\(minute)\(second) \(zone)"
  }

  private static func systemd(_ texts: [String]) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["calendar", "--base-time=2026-11-24 12:00:00 UTC", "--iterations=3"] + texts
    process.environment = ["TZ": "UTC", "LC_ALL": "C.UTF-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    var answers: [[String]] = []
    for line in output.split(separator: "\n") {
      if line.contains("Normalized form:") { answers.append([]) }
      guard line.contains("Next elapse:") || line.contains("Iter. #"), line.hasSuffix(" UTC") else { continue }
      let words = line.split(separator: " ").suffix(3)
      answers[answers.count - 1].append(words.dropLast().joined(separator: " "))
    }
    return answers
  }
}
