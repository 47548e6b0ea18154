import Foundation
import Glibc

/// How far the reading of a file is, on a terminal's standard error; nothing elsewhere.
struct ProgressBar {
  private let title: String
  private let size: Int
  private let isShown: Bool
  private var shown = -1

  /// For the reading of the file at a path; a compressed one is longer than it looks, so only what was read is told.
  init(title: String) {
    self.title = title
    let attributes = try? FileManager.default.attributesOfItem(atPath: title)
    size = (attributes?[.size] as? Int) ?? 0
    isShown = isatty(STDERR_FILENO) == 1
  }

  mutating func show(_ bytes: Int) {
    let megabytes = bytes >> 20
    guard isShown, megabytes != shown else { return }
    shown = megabytes
    let share = size > 0 && bytes <= size ? " \(bytes * 100 / size) %" : ""
    Terminal.overwrite(with: "\(title): \(megabytes) MiB\(share)")
  }

  func clear() {
    if isShown { Terminal.overwrite(with: "") }
  }
}
