internal import CLinux
internal import Glibc
internal import SystemPackage

/// What inotify watches: every followed file by itself, and the folders in which names may come and go.
///
/// A class without locks: the reading thread owns it.
final class FileWatches {
  /// What happened since the last question.
  struct Hints {
    var written: [FollowedFile] = []
    /// Names came, went or changed: the folders have to be looked at.
    var wantsLook = false
  }

  /// Whether something is not watched, so that the folders have to be looked at now and then.
  private(set) var isIncomplete: Bool
  private let inotify: Inotify?
  private var files: [Int32: [FollowedFile]] = [:]
  private var folders: [String: Int32] = [:]

  init(usesInotify: Bool) {
    inotify = usesInotify ? Inotify() : nil
    isIncomplete = inotify == nil
  }

  /// For poll(2), which passes over a negative one.
  var descriptor: Int32 { inotify?.descriptor ?? -1 }

  func hints() -> Hints {
    var hints = Hints()
    for event in inotify?.events() ?? [] {
      if event.isOverflow {
        hints.wantsLook = true
      } else if let watched = files[event.watch] {
        if event.isEnd { files[event.watch] = nil }
        hints.written += watched
        hints.wantsLook = hints.wantsLook || !event.isModification
      } else {
        if event.endsFolder { folders = folders.filter { $0.value != event.watch } }
        hints.wantsLook = true
      }
    }
    return hints
  }

  /// Watches an open file; false where it cannot be, or where watching would not show every write.
  func watch(_ file: FollowedFile) -> Bool {
    guard let inotify, let descriptor = file.descriptor, fleepd_is_remote(descriptor.rawValue) == 0 else {
      return false
    }
    if let watch = file.watch, files[watch]?.contains(where: { $0 === file }) == true { return true }
    guard let watch = inotify.watch(openFile: descriptor.rawValue) else { return false }
    file.watch = watch
    files[watch, default: []].append(file)
    return true
  }

  func unwatch(_ file: FollowedFile) {
    guard let watch = file.watch, var others = files[watch] else { return }
    others.removeAll { $0 === file }
    file.watch = nil
    files[watch] = others.isEmpty ? nil : others
    if others.isEmpty { inotify?.remove(watch) }
  }

  /// Watches these folders and no others; true where one is watched from now on that was not before.
  func watch(folders wanted: Set<String>, ancestors: Set<String>) -> Bool {
    guard let inotify else { return false }
    isIncomplete = false
    var isNew = false
    for folder in wanted.union(ancestors) where folders[folder] == nil {
      if let watch = inotify.watch(folder: folder, namesToo: wanted.contains(folder)) {
        folders[folder] = watch
        isNew = true
      } else if errno != ENOENT && errno != ENOTDIR && errno != EACCES {
        isIncomplete = true
      }
    }
    let stale = folders.filter { !wanted.contains($0.key) && !ancestors.contains($0.key) }
    for (folder, watch) in stale {
      folders[folder] = nil
      // Two names of one folder share a watch.
      if !folders.values.contains(watch) { inotify.remove(watch) }
    }
    return isNew
  }
}
