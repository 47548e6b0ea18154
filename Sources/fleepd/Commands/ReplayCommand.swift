import ArgumentParser
import Configuration
import Daemon
import Foundation
import Inputs
import Model

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Runs the rules over old logs, and shows what would have been told, and when.",
    discussion: """
      Virtual time is taken from the lines. Files may be compressed (gzip, zstd, xz, bzip2). Each FILE, in which there may be `*` and its like, is read as the source whose pattern \
      matches its path, or as the one that --source names, which `-`, standard input, needs; without FILEs, the files of all sources are read, all together in the order of \
      time. Each message is shown when it is told; then, for each rule, how many lines it matched, how often it fired, was told and \
      fired again within an hour of its end; storms and what caused them; rules that are most of the noise, and rules that matched \
      nothing. Nothing is posted.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Option(help: "Read every FILE as this source.")
  var source: String?

  @Option(help: "Only lines from this moment on, as 2026-11-23T09:00:00Z.", transform: Moment.read)
  var from: Instant = .distantPast

  @Option(help: "Only lines before this moment.", transform: Moment.read)
  var to: Instant = .distantFuture

  @Flag(name: .customLong("json"), help: "Print JSON.")
  var json = false

  @Argument(help: "Log files.", completion: .file())
  var files: [String] = []

  func run() throws {
    let configuration = try option.load()
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    do {
      var logs = ReplayLogs(rules: configuration.rules)
      for (path, source) in try chosenFiles(configuration.rules) {
        let file = path == "-" ? try standardInput(in: folder) : try RecordedFile(path: path)
        guard try !logs.add(file, as: source) else { continue }
        let name = path == "-" ? "standard input" : path
        Terminal.complain(
          "\(name): its first lines tell no time, so each counts as of the last change; see 'time' of a source"
        )
      }
      try replay(logs, configuration)
    } catch let error as RecordedFileError {
      Terminal.complain("\(error)")
      throw ExitCode(66)
    }
  }

  /// A copy of standard input, which may be a pipe.
  private func standardInput(in folder: TemporaryFolder) throws -> RecordedFile {
    let path = "\(folder.path)/input"
    try StandardInput.copy(to: path)
    return try RecordedFile(path: path, origin: "")
  }

  private func replay(_ logs: ReplayLogs, _ configuration: Configuration) throws {
    var bar = ProgressBar(size: logs.size)
    defer { bar.clear() }
    var report = ReplayReport(json: json)
    let replay = Replay(rules: configuration.rules, hooks: configuration.hooks, period: from..<to)
    let findings = try replay.run(logs, progress: { bar.show($0) }) { message in
      bar.clear()
      try report.show(message)
    }
    bar.clear()
    try report.show(findings)
  }

  private func chosenFiles(_ rules: RuleSet) throws -> [(path: String, source: SourceDefinition)] {
    if let name = source {
      guard let definition = rules.sources.first(where: { $0.name.text == name }) else {
        Terminal.complain("there is no source '\(name)'")
        throw SystemExit.failure
      }
      return try named().map { ($0, definition) }
    }
    let found = SourceFiles(rules.sources)
    guard !files.isEmpty else { return found.existing }
    return try named().map { path in
      guard let source = found.source(of: path) else {
        Terminal.complain("no source's pattern matches \(path): name one with --source")
        throw SystemExit.failure
      }
      return (path, source)
    }
  }

  /// The paths of the FILEs, each of which must be there.
  private func named() throws -> [String] {
    try files.flatMap { name in
      if name == "-" { return [name] }
      let path = URL(fileURLWithPath: name).path
      if FileManager.default.fileExists(atPath: path) { return [path] }
      let paths = SourceFiles.files(of: path)
      guard !paths.isEmpty else {
        Terminal.complain("there is no file \(path)")
        throw ExitCode(66)
      }
      return paths
    }
  }
}
