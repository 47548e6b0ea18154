/// `fleepd replay` over a week's log with a hundred rules, against the bare scan for the rules' patterns.
struct ReplaySpeed {
  private static let size = 1_000_000_000

  let program: String

  /// Prints how fast each is; false where a replay did not come to its end.
  func run(in folder: String) throws -> Bool {
    let corpus = try ReplayCorpus.make(in: folder, bytes: ReplaySpeed.size)
    let gzip = Command("gzip", "-1k", corpus.log)
    _ = try gzip.run(outputAt: "\(folder)/output")
    print("\nA log of \(corpus.bytes / 1_000_000) MB with 100 rules, in the page cache; MB/s of wall time.\n")
    let scan = try best(Command("/proc/self/exe", "scan", corpus.patterns, corpus.log), in: folder)
    let replay = try best(self.replay(corpus.log, corpus), in: folder)
    let unpack = try best(Command("gzip", "-dc", "\(corpus.log).gz"), in: folder, output: "/dev/null")
    let compressed = try best(self.replay("\(corpus.log).gz", corpus), in: folder)
    show("scan", scan, corpus)
    show("fleepd replay", replay, corpus)
    show("gzip -dc", unpack, corpus)
    show("fleepd replay, gzip", compressed, corpus)
    print(
      """

      A replay takes \(ratio(replay.wallSeconds, scan.wallSeconds)) times as long as the scan, on two threads, and \
      \(ratio(replay.cpuSeconds, scan.cpuSeconds)) times its CPU time.
      """
    )
    let isComplete = [replay, compressed].allSatisfy { $0.output.contains("would have been sent") }
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
