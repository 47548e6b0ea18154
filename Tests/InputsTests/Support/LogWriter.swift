import TestSupport

/// Writes numbered lines to a few logs and rotates them, and knows what a reader must have seen.
struct LogWriter {
  let folder: TemporaryFolder
  let names = ["a", "b", "c"]
  /// Every line that has got its line feed, in order.
  private(set) var finished: [String] = []
  /// The half line at the end of each log.
  private var half: [String: String] = [:]
  private var number = 0
  private var generations: [String: Int] = [:]
  /// What the last log's name leads to, where it is that of a symbolic link.
  private var target: String?
  /// What happened to the files, for a test that fails.
  var story: [String] = []

  /// The name of the last log is that of a symbolic link where `linksLast` says so.
  init(folder: TemporaryFolder, linksLast: Bool = false) {
    self.folder = folder
    guard linksLast else { return }
    folder.makeFolder("targets")
    pointLink()
  }

  mutating func writeLines(_ count: Int, to log: String? = nil, using numbers: inout SeededGenerator) {
    let name = log ?? names.randomElement(using: &numbers) ?? "a"
    var text = ""
    for _ in 0..<count {
      let line = half[name] == nil ? nextLine(of: name, using: &numbers) : ""
      finished.append((half[name] ?? "") + line)
      text += line + "\n"
      half[name] = nil
    }
    folder.append(text, to: "\(name).log")
    story.append("\(count) lines to \(name), up to \(number)")
  }

  mutating func writeHalfLine(using numbers: inout SeededGenerator) {
    let name = names.randomElement(using: &numbers) ?? "a"
    let text = half[name] == nil ? nextLine(of: name, using: &numbers) : "+"
    half[name, default: ""] += text
    folder.append(text, to: "\(name).log")
    story.append("half a line to \(name), \(number)")
  }

  /// Ends every half line.
  mutating func finishHalfLines() {
    for name in names { finishHalfLine(of: name) }
  }

  /// Renames a log and all its generations, as logrotate does; a half line at its end is finished first, as a program does that reopens its log between two lines.
  mutating func rotate(using numbers: inout SeededGenerator) {
    // A link is pointed elsewhere, or what it leads to is renamed; it is not renamed itself.
    let name = names.prefix(target == nil ? 3 : 2).randomElement(using: &numbers) ?? "a"
    finishHalfLine(of: name)
    shiftGenerations(of: name)
    folder.move("\(name).log", to: "\(name).log.1")
    story.append("rotated \(name)")
  }

  /// Whether the last log's name is that of a symbolic link.
  var hasLink: Bool { target != nil }

  /// Points the last log's link at another file, as a program does that begins a new log with each start or day.
  mutating func swapLink() {
    finishHalfLine(of: "c")
    pointLink()
    story.append("pointed c elsewhere")
  }

  /// Renames what the last log's link leads to.
  mutating func rotateTarget() {
    guard let target else { return }
    finishHalfLine(of: "c")
    generations["c", default: 0] += 1
    folder.move(target, to: "\(target).\(20_260_000 + generations["c", default: 0])")
    story.append("rotated what c leads to")
  }

  private mutating func pointLink() {
    generations["c", default: 0] += 1
    let target = "targets/c-\(generations["c", default: 0])"
    folder.link("c.new", to: folder.path(target))
    folder.move("c.new", to: "c.log")
    self.target = target
  }

  /// Takes the permission to read a log away.
  mutating func lock(using numbers: inout SeededGenerator) {
    let name = names.randomElement(using: &numbers) ?? "a"
    folder.setMode(0, of: "\(name).log")
    story.append("locked \(name)")
  }

  /// Gives back every permission that was taken away, of generations too.
  mutating func unlock() {
    story.append("unlocked")
    for name in names {
      folder.setMode(0o644, of: "\(name).log")
      for number in 0...generations[name, default: 0] { folder.setMode(0o644, of: "\(name).log.\(number)") }
    }
  }

  private mutating func finishHalfLine(of name: String) {
    guard let text = half.removeValue(forKey: name) else { return }
    finished.append(text)
    folder.append("\n", to: "\(name).log")
  }

  private mutating func shiftGenerations(of name: String) {
    generations[name, default: 0] += 1
    for number in stride(from: generations[name, default: 0], to: 1, by: -1) {
      for end in ["", ".gz"] { folder.move("\(name).log.\(number - 1)\(end)", to: "\(name).log.\(number)\(end)") }
    }
  }

  /// Removes a log, or its newest generation.
  mutating func remove(using numbers: inout SeededGenerator) {
    let name = names.prefix(target == nil ? 3 : 2).randomElement(using: &numbers) ?? "a"
    let file = Bool.random(using: &numbers) ? "\(name).log" : "\(name).log.1"
    folder.remove(file)
    story.append("removed \(file)")
  }

  /// Compresses the newest generation of a log, as logrotate does.
  mutating func compress(using numbers: inout SeededGenerator) async throws {
    let name = names.randomElement(using: &numbers) ?? "a"
    guard folder.exists("\(name).log.1") else { return }
    unlock()
    story.append("compressed \(name).log.1")
    try await run(["gzip", folder.path("\(name).log.1")])
  }

  /// Copies a log and cuts it off, as logrotate's `copytruncate` does; older copies are renamed.
  mutating func copyAndTruncate(using numbers: inout SeededGenerator) {
    let name = names.randomElement(using: &numbers) ?? "a"
    // What a half line began with is in the copy, its end will be in the log: both are lines of their own.
    if let text = half.removeValue(forKey: name) { finished.append(text) }
    shiftGenerations(of: name)
    let bytes = folder.bytes(of: "\(name).log")
    if !bytes.isEmpty { folder.write(bytes, to: "\(name).log.1") }
    folder.overwrite("", in: "\(name).log")
    story.append("copied and cut off \(name)")
  }

  /// The log and the generation that a line was written to.
  static func file(of line: String) -> Substring? {
    line.split(separator: " ").dropFirst().first
  }

  static func number(of line: String) -> Int? {
    line.split(separator: " ").dropFirst(2).first.flatMap { Int($0) }
  }

  private mutating func nextLine(of name: String, using numbers: inout SeededGenerator) -> String {
    number += 1
    return "line \(name).\(generations[name, default: 0]) \(number) "
      + String(repeating: "x", count: Int.random(in: 0...20, using: &numbers))
  }
}
