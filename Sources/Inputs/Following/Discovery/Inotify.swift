internal import Glibc

/// The process's one inotify instance: a hint that something happened, never the truth about it.
final class Inotify {
  /// What happened to a watched file or folder.
  struct Event {
    let watch: Int32
    let mask: UInt32
    /// What happened to a name in a watched folder; empty where it is about the watched file or folder itself.
    let name: String

    /// A name stands for something that it did not stand for before.
    var isArrival: Bool { mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0 && !name.isEmpty }

    /// Bytes were written, or the size was set.
    var isModification: Bool { mask & UInt32(IN_MODIFY) != 0 }
    /// The kernel dropped events: everything has to be looked at.
    var isOverflow: Bool { mask & UInt32(IN_Q_OVERFLOW) != 0 }
    /// The watch is gone, with what it watched.
    var isEnd: Bool { mask & UInt32(IN_IGNORED) != 0 }
    /// A watched folder is not where it was.
    var endsFolder: Bool { mask & UInt32(IN_IGNORED | IN_MOVE_SELF | IN_DELETE_SELF) != 0 }
  }

  let descriptor: Int32

  private static let fileMask = UInt32(IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF)
  private static let selfMask = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)
  private static let nameMask = UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB)

  /// Nil where the process or the user may have no more of them.
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    close(descriptor)
  }

  /// Watches the very file that is open, whatever its name is by now; nil where the limit of watches is reached.
  func watch(openFile: Int32) -> Int32? {
    let watch = inotify_add_watch(descriptor, "/proc/self/fd/\(openFile)", Inotify.fileMask)
    return watch >= 0 ? watch : nil
  }

  /// Watches a folder, the names in it too where asked; nil where it is not there, may not be read, or the limit is reached: see `errno`.
  func watch(folder: String, namesToo: Bool) -> Int32? {
    let mask = Inotify.selfMask | (namesToo ? Inotify.nameMask : 0) | UInt32(IN_MASK_ADD)
    let watch = inotify_add_watch(descriptor, folder, mask)
    return watch >= 0 ? watch : nil
  }

  func remove(_ watch: Int32) {
    inotify_rm_watch(descriptor, watch)
  }

  /// What happened since the last call.
  func events() -> [Event] {
    var events: [Event] = []
    withUnsafeTemporaryAllocation(byteCount: 64 << 10, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        guard count > 0 else { return }
        var place = 0
        while place < count {
          // Events lie one behind the other, each with a name of any length behind it.
          let event = buffer.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
          let end = place + MemoryLayout<inotify_event>.size + Int(event.len)
          // The name is filled up with NULs.
          let name = buffer[(place + MemoryLayout<inotify_event>.size)..<end].prefix { $0 != 0 }
          events.append(Event(watch: event.wd, mask: event.mask, name: String(decoding: name, as: UTF8.self)))
          place = end
        }
      }
    }
    return events
  }
}
