internal import Glibc

/// What is mounted where: inotify tells nothing of a file system that gets its place, or loses it.
final class MountTable {
  /// For poll(2), which says `POLLPRI` when something was mounted or unmounted since the last call; -1 where there is no such table.
  let descriptor: Int32

  init() {
    descriptor = open("/proc/self/mounts", O_RDONLY | O_CLOEXEC)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }
}
