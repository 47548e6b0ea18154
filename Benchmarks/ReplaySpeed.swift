/// `fleepd replay` over a week's log with a hundred rules, against the bare scan for the rules' patterns.
struct ReplaySpeed {
  static let size = 1_000_000_000
  /// One line in so many is for a rule: as it may be, and in a week of trouble.
  private static let shares = [1_000, 100]
  private static let conclusion = "messages would have been sent"

  let program: String

  /// Prints how fast each is; false where a replay did not come to its end.
  func run(in folder: String) throws -> Bool {
    try ReplaySpeed.shares.map { try run(in: folder, oneIn: $0) }.allSatisfy(\.self)
  }

  private func run(in folder: String, oneIn share: Int) throws -> Bool {
    let corpus = try ReplayCorpus.make(in: folder, bytes: ReplaySpeed.size, oneIn: share)
    let gzip = Command("gzip", "-1kf", corpus.log)
    _ = try gzip.run(outputAt: "\(folder)/output")
    let size = corpus.bytes / 1_000_000
    print("\nA log of \(size) MB, one line in \(share) for one of 100 rules, in the page cache; MB/s of wall time.\n")
    let scan = try best(Command("/proc/self/exe", "scan", corpus.patterns, corpus.log), in: folder)
    let replay = try best(self.replay(corpus.log, corpus), in: folder)
    let unpack = try best(Command("gzip", "-dc", "\(corpus.log).gz"), in: folder, output: "/dev/null")
    let compressed = try best(self.replay("\(corpus.log).gz", corpus), in: folder)
    show("scan", scan, corpus)
    show("fleepd replay", replay, corpus)
    show("gzip -dc", unpack, corpus)
    show("fleepd replay, gzip", compressed, corpus)
    let told = replay.output.split(separator: "\n").first { $0.contains(ReplaySpeed.conclusion) } ?? ""
    print(
      """

      \(told).
      A replay takes \(ratio(replay.wallSeconds, scan.wallSeconds)) times as long as the scan, on two threads, and \
      \(ratio(replay.cpuSeconds, scan.cpuSeconds)) times its CPU time.
      """
    )
    let isComplete = [replay, compressed].allSatisfy { $0.output.contains(ReplaySpeed.conclusion) }
    if !isComplete { print("But it did not come to its end.") }
    return isComplete
  }

  private func ratio(_ seconds: Double, _ others: Double) -> Double { (seconds / others * 100).rounded() / 100 }

  private func replay(_ log: String, _ corpus: ReplayCorpus) -> Command {
    Command(program, "replay", "--config", corpus.configuration, "--source", "log", log)
  }

  private func best(_ command: Command, in folder: String, output: String? = nil) throws -> Command.Result {
    let runs = try (0..<3).map { _ in try command.run(outputAt: output ?? "\(folder)/output") }
    return runs.min { $0.wallSeconds < $1.wallSeconds } ?? runs[0]
  }

  private func show(_ name: String, _ result: Command.Result, _ corpus: ReplayCorpus) {
    let speed = Int(Double(corpus.bytes) / 1e6 / result.wallSeconds)
    print("\(name): \(speed) MB/s, \(Int(result.peakMegabytes)) MB at most")
  }
}
