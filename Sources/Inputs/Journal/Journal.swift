internal import CSystemd
internal import Glibc
internal import Model
internal import SystemPackage

/// The systemd journal, open at a place: sd-journal(3) without its pitfalls.
///
/// A class without locks: the reading thread owns it.
final class Journal {
  private let handle: OpaquePointer
  /// For poll(2); readable when something was written or files came and went; negative where inotify is not to be had.
  let descriptor: Int32
  /// Whether the present entry is to be the next one: a seek went there.
  private var isAtUnread = false

  /// Opens the journal of this machine, or the one in a folder.
  init(folder: String?, usesInotify: Bool) throws(Errno) {
    var handle: OpaquePointer?
    let result =
      folder.map { sd_journal_open_directory(&handle, $0, 0) } ?? sd_journal_open(&handle, Int32(SD_JOURNAL_LOCAL_ONLY))
    guard result >= 0, let handle else { throw Errno(rawValue: -result) }
    self.handle = handle
    // The first question for the descriptor is what begins the watching: asked after the first reading, it would never tell of what came
    // in between.
    descriptor = usesInotify ? sd_journal_get_fd(handle) : -1
  }

  deinit {
    sd_journal_close(handle)
  }

  /// Longer fields are cut.
  func limit(fieldsTo bytes: Int) {
    sd_journal_set_data_threshold(handle, bytes)
  }

  /// Takes note of what poll(2) said.
  func process() throws(Errno) {
    _ = try check(sd_journal_process(handle))
  }

  /// Goes to the last entry, so that the next one is the first that comes.
  func seekEnd() throws(Errno) {
    _ = try check(sd_journal_seek_tail(handle))
    // In an empty journal there is nothing behind the end, for good: the first entry will be behind the beginning.
    if try check(sd_journal_previous(handle)) == 0 { try seekBeginning() }
  }

  func seekBeginning() throws(Errno) {
    _ = try check(sd_journal_seek_head(handle))
  }

  /// Goes to an entry, so that the next one is the one behind it; false where it is gone, and then the next is the nearest that is left.
  func seek(behind cursor: String) throws(Errno) -> Bool {
    _ = try check(sd_journal_seek_cursor(handle, cursor))
    guard try next() else { return false }
    if try check(sd_journal_test_cursor(handle, cursor)) > 0 { return true }
    isAtUnread = true
    return false
  }

  /// Goes behind the entries that were written until a time.
  func seek(after time: Instant) throws(Errno) {
    _ = try check(sd_journal_seek_realtime_usec(handle, UInt64(max(0, time.nanoseconds / 1000 + 1))))
  }

  /// Goes to the next entry; false where there is none yet.
  func next() throws(Errno) -> Bool {
    if isAtUnread {
      isAtUnread = false
      return true
    }
    return try check(sd_journal_next(handle)) > 0
  }

  /// The name of the present entry's place.
  func cursor() throws(Errno) -> String {
    var text: UnsafeMutablePointer<CChar>?
    _ = try check(sd_journal_get_cursor(handle, &text))
    defer { free(text) }
    return text.map { String(cString: $0) } ?? ""
  }

  /// When the present entry was written.
  func time() throws(Errno) -> Instant {
    var microseconds: UInt64 = 0
    _ = try check(sd_journal_get_realtime_usec(handle, &microseconds))
    // journald takes times of the next thousand years.
    return .epoch + .microseconds(Int64(clamping: microseconds))
  }

  /// A field of the present entry; nil where it has none of that name.
  func field(_ name: String) -> String? {
    var data: UnsafeRawPointer?
    var length = 0
    guard sd_journal_get_data(handle, name, &data, &length) >= 0, let data else { return nil }
    let prefix = name.utf8.count + 1
    guard length >= prefix else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: data + prefix, count: length - prefix), as: UTF8.self)
  }

  private func check(_ result: Int32) throws(Errno) -> Int32 {
    guard result >= 0 else { throw Errno(rawValue: -result) }
    return result
  }
}
