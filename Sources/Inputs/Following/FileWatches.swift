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
    /// The paths that stand for something new, in order; one may have come several times.
    var arrived: [String] = []
    /// Names came, went or changed: the folders have to be looked at.
    var wantsLook = false
  }

  private struct WatchedFolder {
    let watch: Int32
    /// Whether names that come and go in it are told of; else only what happens to the folder itself is.
    let namesToo: Bool
  }

  /// What there is too little of for all that is to be watched.
  enum Shortage: String {
    case instances = "fs.inotify.max_user_instances"
    case watches = "fs.inotify.max_user_watches"
  }

  /// How an open file is watched.
  enum Watching {
    /// inotify tells of every write.
    case watched
    /// Others write to it of whom this kernel does not know.
    case remote
    /// There is no inotify, or no watch left.
    case refused
  }

  /// Whether something is not watched, so that the folders have to be looked at now and then.
  private(set) var isIncomplete = true
  /// Why folders are not watched; nil: they are, or nobody wants it.
  private(set) var shortage: Shortage?
  /// Since when there has been too little of inotify for some source.
  private var shortSince: ContinuousClock.Instant?
  private let usesInotify: Bool
  private var inotify: Inotify?
  private var files: [Int32: [FollowedFile]] = [:]
  private var folders: [String: WatchedFolder] = [:]
  /// The same by their watches: two names of one folder share one.
  private var folderNames: [Int32: [String]] = [:]
  /// Whether the paths of folders may lead to others than those that are watched.
  private var mayBeCovered = false

  init(usesInotify: Bool) {
    self.usesInotify = usesInotify
  }

  /// For poll(2), which passes over a negative one.
  var descriptor: Int32 { inotify?.descriptor ?? -1 }

  /// A shortage that passes by itself in this time is nothing to tell.
  static let shortagePatience = Duration.seconds(10)

  /// Notes whether there is too little for some source; true where that has lasted.
  func lasts(_ isShort: Bool, at now: ContinuousClock.Instant) -> Bool {
    shortSince = isShort ? shortSince ?? now : nil
    return shortSince.map { $0 + FileWatches.shortagePatience <= now } ?? false
  }

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
        if event.isArrival { hints.arrived += folders(watchedBy: event.watch).map { PathParts.join($0, event.name) } }
        if event.endsFolder { for folder in folders(watchedBy: event.watch) { forget(folder) } }
        hints.wantsLook = true
      }
    }
    return hints
  }

  /// Watches an open file, where that can be.
  func watch(_ file: FollowedFile) -> Watching {
    guard let descriptor = file.descriptor else { return .refused }
    guard fleepd_is_remote(descriptor.rawValue) == 0 else { return .remote }
    if let watch = file.watch, files[watch]?.contains(where: { $0 === file }) == true { return .watched }
    guard let watch = openInotify()?.watch(openFile: descriptor.rawValue) else { return .refused }
    file.watch = watch
    files[watch, default: []].append(file)
    return .watched
  }

  /// The instance; made where there is none, since there may have been too many of them before.
  private func openInotify() -> Inotify? {
    if inotify == nil, usesInotify { inotify = Inotify() }
    return inotify
  }

  func unwatch(_ file: FollowedFile) {
    guard let watch = file.watch, var others = files[watch] else { return }
    others.removeAll { $0 === file }
    file.watch = nil
    files[watch] = others.isEmpty ? nil : others
    if others.isEmpty { inotify?.remove(watch) }
  }

  /// Something was mounted or unmounted: the folders are looked for anew.
  func distrustFolders() { mayBeCovered = true }

  /// Watches these folders and no others; true where one is watched from now on that was not before, or not for its names.
  func watch(folders wanted: Set<String>, ancestors: Set<String>) -> Bool {
    guard let inotify = openInotify() else {
      shortage = usesInotify ? .instances : nil
      return false
    }
    (isIncomplete, shortage) = (false, nil)
    var isNew = false
    for folder in wanted.union(ancestors) {
      let namesToo = wanted.contains(folder)
      let known = folders[folder]
      if !mayBeCovered, let known, known.namesToo || !namesToo { continue }
      if let watch = inotify.watch(folder: folder, namesToo: namesToo) {
        forget(folder)
        folders[folder] = WatchedFolder(watch: watch, namesToo: namesToo)
        folderNames[watch, default: []].append(folder)
        if known?.watch != watch || known?.namesToo != namesToo { isNew = true }
        if let known, known.watch != watch, folders(watchedBy: known.watch).isEmpty { inotify.remove(known.watch) }
      } else if errno != ENOENT && errno != ENOTDIR && errno != EACCES {
        (isIncomplete, shortage) = (true, .watches)
      }
    }
    mayBeCovered = false
    let stale = folders.filter { !wanted.contains($0.key) && !ancestors.contains($0.key) }
    for (folder, watched) in stale {
      forget(folder)
      if folders(watchedBy: watched.watch).isEmpty { inotify.remove(watched.watch) }
    }
    return isNew
  }

  private func folders(watchedBy watch: Int32) -> [String] { folderNames[watch] ?? [] }

  private func forget(_ folder: String) {
    guard let watch = folders.removeValue(forKey: folder)?.watch else { return }
    let others = folders(watchedBy: watch).filter { $0 != folder }
    folderNames[watch] = others.isEmpty ? nil : others
  }
}
