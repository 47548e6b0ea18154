import Glibc
import Inputs

/// How far the reading of files is, on a terminal's standard error; nothing elsewhere.
struct ProgressBar {
  private static let pause = Duration.milliseconds(100)
  private static let width = 30

  /// Of all files on the disk.
  private let size: Int
  private let isShown = isatty(STDERR_FILENO) == 1
  private let begun = ContinuousClock.now
  private var next = ContinuousClock.now

  init(size: Int) {
    self.size = size
  }

  mutating func show(_ progress: ReplayProgress) {
    guard isShown, ContinuousClock.now >= next else { return }
    next = .now + Self.pause
    let share = size > 0 ? min(1, Double(progress.place) / Double(size)) : 1
    let full = Int(share * Double(Self.width))
    let bar = String(repeating: "#", count: full) + String(repeating: ".", count: Self.width - full)
    let elapsed = begun.duration(to: .now) / .seconds(1)
    let speed = Int(Double(progress.bytes) / 1e6 / max(elapsed, 0.001))
    let left = Int((elapsed / max(share, 0.001) * (1 - share)).rounded(.up))
    Terminal.overwrite(with: "[\(bar)] \(Int(share * 100)) %  \(progress.lines) lines, \(speed) MB/s, \(left) s left")
  }

  func clear() {
    if isShown { Terminal.overwrite(with: "") }
  }
}
