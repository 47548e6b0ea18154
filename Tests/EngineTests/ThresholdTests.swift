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

  private static func recorded(_ program: String) throws -> [String: Int] {
    let rows = try rows(of: "recorded.txt").filter { $0[0] == program }
    return Dictionary(uniqueKeysWithValues: try rows.map { ($0[1], try #require(Int($0[2]))) })
  }

  private static func rows(of name: String) throws -> [[String]] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Thresholds/\(name)")
    let text = try String(contentsOf: file, encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").map(String.init) }
  }

  /// When each address first fires.
  private static func play() throws -> [String: Int] {
    let condition = LineCondition(source: "source", match: ["x"], by: ["ip"], threshold: 3, window: .seconds(6))
    var route = RouteDefinition.at("ops")
    route.grouping = .none
    var timeline = Timeline(condition, route: route)
    let lines = try rows(of: "lines.txt").flatMap { row in
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
