import CLinux

/// The C library's heap: a daemon that was large for a minute must not stay large for months.
enum Heap {
  /// A table with tens of thousands of rows; no buffer that inputs or deliveries allocate again and again is as large.
  private static let large = 1 << 20

  /// Large tables get pages of their own, which the kernel has back when a table grows or goes.
  ///
  /// By itself the C library takes the first that is freed for a sign that more will come, and keeps the room of all later ones.
  static func keepLargeBlocksApart() { fleepd_malloc_apart(large) }

  /// Gives the kernel back what was free in between, in milliseconds: after a start, a reload or a storm, when much was let go.
  static func giveBack() { fleepd_malloc_trim() }
}
