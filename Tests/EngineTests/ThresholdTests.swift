import Engine
import Foundation
import Model
import Testing

/// Thresholds beside the real programs: `recorded.txt` is when Debian's SEC and fail2ban acted as `record.py` played `lines.txt` to them.
@Suite("Beside SEC and fail2ban")
struct ThresholdTests {
  @Test("an alert fires when SEC's SingleWithThreshold acts")
  func sec() throws {
    #expect(try Self.play() == Self.recorded("sec"))
  }

  @Test("fail2ban bans whatever fires, and earlier where failures come in a chain without a gap of its findtime")
  func fail2ban() throws {
    let ours = try Self.play()
    let bans = try Self.recorded("fail2ban")
    for (address, seconds) in ours { #expect(try #require(bans[address]) <= seconds + 1, "\(address)") }
    // Its count begins anew only after a gap, so that more than its findtime may lie between the first failure and the ban.
    let earlier = bans.filter { address, seconds in ours[address].map { seconds < $0 } ?? true }
    #expect(earlier == ["10.0.0.2": 8, "10.0.0.4": 7, "10.0.0.6": 12])
  }

  private static let areInstalled = ["/usr/bin/sec", "/usr/bin/fail2ban-server", "/usr/bin/python3"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  @Test(
    "the real SEC and fail2ban, run now on the same log, act on the same addresses",
    .enabled(if: ThresholdTests.areInstalled, "needs sec, fail2ban and python3"),
    .timeLimit(.minutes(5))
  )
  func live() async throws {
    let output = FileManager.default.temporaryDirectory.appending(path: "fleepd-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: output) }
    let ours = try Self.play()
    var difference = ""
    // SEC counts by the clock, so that on a busy machine a line may come a second late: then it is all played again.
    for _ in 0..<3 {
      guard try await RealProgram.run(Self.path("record.py"), [output]) else {
        difference = "record.py failed"
        continue
      }
      let (sec, bans) = (try Self.recorded("sec", in: output), try Self.recorded("fail2ban", in: output))
      let isSame = Set(sec.keys) == Set(ours.keys) && sec.allSatisfy { abs($0.value - (ours[$0.key] ?? -9)) <= 1 }
      if isSame, Set(bans.keys) == Set(ours.keys).union(["10.0.0.2"]) { return }
      difference = "the engine acts at \(ours), SEC at \(sec), fail2ban at \(bans)"
    }
    Issue.record("\(difference)")
  }

  private static func recorded(_ program: String, in path: String = path("recorded.txt")) throws -> [String: Int] {
    let rows = try rows(of: path).filter { $0[0] == program }
    return Dictionary(uniqueKeysWithValues: try rows.map { ($0[1], try #require(Int($0[2]))) })
  }

  private static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Thresholds/\(name)").path
  }

  private static func rows(of path: String) throws -> [[String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
  }

  /// When each address first fires.
  private static func play() throws -> [String: Int] {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 3, window: .seconds(6))
    var route = RouteDefinition.at("ops")
    route.grouping = .none
    var timeline = Timeline(condition, route: route)
    let lines = try rows(of: path("lines.txt")).flatMap { row in
      try row.dropFirst().map { (seconds: try #require(Int($0)), address: row[0]) }
    }
    for line in lines.sorted(by: { $0.seconds < $1.seconds }) {
      timeline.line(.seconds(line.seconds), .alert("Rule"), ["ip": line.address])
    }
    return Dictionary(
      timeline.notifications.map { notification in
        (notification.groupLabels["ip"], Int((notification.time - Timeline.start).inSeconds))
      },
      uniquingKeysWith: min
    )
  }
}
