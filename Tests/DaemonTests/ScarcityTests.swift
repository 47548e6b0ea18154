import FleepStandIn
import Foundation
import Glibc
import Testing

@Suite("A machine that gives little", .timeLimit(.minutes(3)))
struct ScarcityTests {
  private static func files(logs: String = "logs/*.log") -> [String: String] {
    [
      "fleepd.yaml": """
      hooks:
        ops: {url_file: ops-hook, rate_limit: {every: 1ms, burst: 1000}}
      route: {hook: ops, group_wait: 0s, group_by: ['...']}
      rule_files: [rules.yaml]
      """,
      "rules.yaml": """
      sources:
        app: {files: ['\(logs)']}
      alerts:
        - {alert: Broken, source: app, match: 'broken (?<part>.+)', by: [part]}
        - {alert: Polled, expr: fleepd_source_polled > 0}
      """,
    ]
  }

  /// What `status --json` says of the source.
  private func source(_ fleepd: Fleepd) async throws -> [String: Any] {
    let output = try await fleepd.run(["status", "--json", "--config", "\(fleepd.folder)/fleepd.yaml"]).output
    let report = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    return try #require((report?["sources"] as? [[String: Any]])?.first)
  }

  private func told(_ text: String, by fleepd: Fleepd) throws -> Int {
    try fleepd.log().split(separator: "\n").count { $0.contains(text) }
  }

  @Test(
    "without enough of inotify, files are looked at instead: that is told once, and so is that it is over",
    .enabled(if: Namespace.areAllowed, "needs user namespaces"),
    arguments: ["instances", "watches"]
  )
  func inotify(limit: String) async throws {
    let fleepd = try await Fleepd(files: Self.files())
    for number in 0..<10 { try fleepd.write("", to: "logs/\(number).log") }
    let setting = "/proc/sys/user/max_inotify_\(limit)"
    // Three watches are enough for some of the files and no folder.
    let process = try await fleepd.start(under: Namespace.after("echo \(limit == "watches" ? 3 : 0) > \(setting)"))
    for number in 0..<10 { try fleepd.append("broken part \(number)\n", to: "logs/\(number).log") }
    try fleepd.append("broken new\n", to: "logs/new.log")
    try await fleepd.poll("an alert that was written for it fires") {
      fleepd.fleep.messages(for: fleepd.key()).contains { $0.text.contains("Polled") }
    }
    try await fleepd.poll("all lines are read") { try await source(fleepd)["lines"] as? Int == 11 }
    let shortage = "fs.inotify.max_user_\(limit)"
    #expect(try told("\(shortage) is used up", by: fleepd) == 1)
    #expect(try await source(fleepd)["faults"] as? [String] == ["polled \(shortage)"])
    try await Namespace.enter(process, "echo 1000 > \(setting)")
    try await fleepd.poll("inotify serves") { try told("inotify serves source app again", by: fleepd) == 1 }
    try fleepd.append("broken again\n", to: "logs/new.log")
    try await fleepd.poll("the next line is read") { try await source(fleepd)["lines"] as? Int == 12 }
    #expect(try await (source(fleepd)["faults"] as? [String])?.isEmpty == true)
    #expect(try told("is used up", by: fleepd) == 1)
    try await fleepd.remove()
  }

  @Test("with 64 descriptors five hundred files are followed, and each line is read once")
  func descriptors() async throws {
    let fleepd = try await Fleepd(files: Self.files())
    for number in 0..<500 { try fleepd.write("", to: "logs/\(number).log") }
    try await fleepd.start(under: ["prlimit", "--nofile=64"])
    for round in 1...2 {
      for number in 0..<500 { try fleepd.append("line\n", to: "logs/\(number).log") }
      try await fleepd.poll("all lines are read") { try await self.source(fleepd)["lines"] as? Int == 500 * round }
    }
    let source = try await self.source(fleepd)
    #expect(source["files"] as? Int == 500 && source["openFiles"] as? Int ?? 500 <= 32)
    #expect((source["faults"] as? [String])?.isEmpty == true)
    try await fleepd.remove()
  }

  @Test(
    "with 64 descriptors five hundred logs are rotated together, while it runs and while it does not, and each line is read once"
  )
  func rotation() async throws {
    let fleepd = try await Fleepd(files: Self.files())
    for number in 0..<500 { try fleepd.write("", to: "logs/\(number).log") }
    func rotate(_ round: Int) throws {
      for number in 0..<500 {
        // The places of lines that matter to nobody reach the ledger a second later.
        try fleepd.append("round \(round) of log \(number)\nbroken disk\n", to: "logs/\(number).log")
        let path = "\(fleepd.folder)/logs/\(number).log"
        #expect(rename("\(path).1", "\(path).2") == 0 || round == 1)
        #expect(rename(path, "\(path).1") == 0)
        try fleepd.append("round \(round) of new log \(number)\nbroken disk\n", to: "logs/\(number).log")
      }
    }
    let before = try await fleepd.start(under: ["prlimit", "--nofile=64"])
    try rotate(1)
    try await fleepd.poll("all lines are read") { try await self.source(fleepd)["lines"] as? Int == 2_000 }
    await fleepd.end(before, with: SIGTERM)
    try rotate(2)
    try await fleepd.start(under: ["prlimit", "--nofile=64"])
    try await fleepd.poll("all lines are read") { try await self.source(fleepd)["lines"] as? Int == 2_000 }
    let source = try await self.source(fleepd)
    #expect(source["openFiles"] as? Int ?? 500 <= 32)
    #expect((source["faults"] as? [String])?.isEmpty == true && source["faultCount"] as? Int == 0)
    try await fleepd.remove()
  }

  @Test(
    "files on a file system of memory, of layers or bound from elsewhere are followed over a rotation",
    .enabled(if: Namespace.areAllowed, "needs user namespaces"),
    arguments: [
      "mount -t tmpfs tmpfs disk", "mount --bind below disk",
      "mount -t overlay overlay -o lowerdir=below,upperdir=above,workdir=work disk",
    ]
  )
  func fileSystems(mount: String) async throws {
    let fleepd = try await Fleepd(files: Self.files(logs: "disk/*.log"))
    // In layers this file is copied when it is first written to, while it is followed.
    for name in ["below/a.log", "above/keep", "work/keep", "disk/keep"] { try fleepd.write("", to: name) }
    try FileManager.default.removeItem(atPath: "\(fleepd.folder)/above/keep")
    try FileManager.default.removeItem(atPath: "\(fleepd.folder)/work/keep")
    let process = try await fleepd.start(under: Namespace.after("cd \(fleepd.folder); \(mount)"))
    func shell(_ command: String) async throws {
      try await Namespace.enter(process, "cd \(fleepd.folder)/disk && \(command)")
    }
    try await shell("echo broken disk >> a.log")
    try await fleepd.poll("the first line is read") { try await source(fleepd)["lines"] as? Int == 1 }
    try await shell("mv a.log a.log.1 && echo broken fan >> a.log && echo broken lamp >> a.log.1")
    try await fleepd.poll("all lines are read") { try await source(fleepd)["lines"] as? Int == 3 }
    // What comes while a message is on its way is told in one.
    try await fleepd.poll("every part is told") {
      let told = fleepd.fleep.messages(for: fleepd.key()).map(\.text).joined()
      return ["disk", "fan", "lamp"].allSatisfy(told.contains)
    }
    try await fleepd.remove()
  }

  @Test(
    "files of a disk that is mounted after the start, under another number, are gone on with",
    .enabled(if: Namespace.areAllowed, "needs user namespaces")
  )
  func lateMount() async throws {
    let fleepd = try await Fleepd(files: Self.files(logs: "disk/*.log"))
    for name in ["below", "above", "work", "disk"] {
      try FileManager.default.createDirectory(atPath: "\(fleepd.folder)/\(name)", withIntermediateDirectories: true)
    }
    let mount = "mount -t overlay overlay -o lowerdir=below,upperdir=above,workdir=work disk"
    let before = try await fleepd.start(under: Namespace.after("cd \(fleepd.folder); \(mount)"))
    try await Namespace.enter(before, "cd \(fleepd.folder)/disk && echo broken disk >> a.log")
    try await fleepd.poll("the first line is read") { try await source(fleepd)["lines"] as? Int == 1 }
    await fleepd.end(before, with: SIGTERM)
    let after = try await fleepd.start(under: Namespace.after("true"))
    try await fleepd.poll("it runs without the disk") { try await source(fleepd)["files"] as? Int == 0 }
    // Another mount takes the number that the disk had.
    try await Namespace.enter(after, "cd \(fleepd.folder) && mkdir other && mount -t tmpfs tmpfs other && \(mount)")
    try await Namespace.enter(
      after,
      "cd \(fleepd.folder)/disk && echo broken fan >> a.log && echo broken lamp >> b.log"
    )
    try await fleepd.poll("the new lines are read") { try await source(fleepd)["lines"] as? Int == 2 }
    try await fleepd.poll("every part is told") {
      let told = fleepd.fleep.messages(for: fleepd.key()).map(\.text).joined()
      return ["disk", "fan", "lamp"].allSatisfy(told.contains)
    }
    #expect(try await source(fleepd)["lines"] as? Int == 2)
    try await fleepd.remove()
  }

  @Test(
    "without room to decompress a generation, that is told once, what came after it is alerted on, and it is read when there is room",
    .enabled(if: Namespace.areAllowed, "needs user namespaces")
  )
  func decompression() async throws {
    let fleepd = try await Fleepd(files: Self.files())
    try fleepd.write("", to: "logs/app.log")
    let before = try await fleepd.start()
    try fleepd.append("broken disk\n", to: "logs/app.log")
    try await fleepd.poll("the first line is read") { try await source(fleepd)["lines"] as? Int == 1 }
    await fleepd.end(before, with: SIGTERM)
    try fleepd.append(String(repeating: "nothing of interest\n", count: 50_000) + "broken fan\n", to: "logs/app.log")
    let rotation = try Process.run(
      URL(fileURLWithPath: "/bin/sh"),
      arguments: ["-c", "cd \(fleepd.folder)/logs && mv app.log app.log.1 && gzip app.log.1"]
    )
    while rotation.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    try fleepd.append("broken lamp\n", to: "logs/app.log")

    let process = try await fleepd.start(under: Namespace.after("mount -t tmpfs -o size=64k tmpfs /var/tmp"))
    func isTold(_ part: String) -> Bool { fleepd.fleep.messages(for: fleepd.key()).contains { $0.text.contains(part) } }
    try await fleepd.poll("what came later is told") { isTold("lamp") }
    try await fleepd.poll("the fault is told") { try told("No space left on device", by: fleepd) == 1 }
    #expect(try await source(fleepd)["faults"] as? [String] == ["unreadable \(fleepd.folder)/logs/app.log.1.gz"])
    #expect(!isTold("fan"))
    try await Namespace.enter(process, "mount -o remount,size=16m /var/tmp")
    try await fleepd.poll("the rest is told") { isTold("fan") }
    #expect(try await source(fleepd)["lines"] as? Int == 50_002)
    #expect(try told("No space left on device", by: fleepd) == 1)
    #expect(try told("has been decompressed", by: fleepd) == 1)
    #expect(try await (source(fleepd)["faults"] as? [String])?.isEmpty == true)
    try await fleepd.remove()
  }
}
