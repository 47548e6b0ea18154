internal import Glibc

/// One look at what a pattern stands for now.
struct GlobWalk {
  /// A regular file or a FIFO that the pattern stands for.
  struct Found {
    let path: String
    let status: stat
  }

  /// In the order of the paths.
  private(set) var found: [Found] = []
  /// Every folder in which something may appear that changes the answer; it may be a folder above one that is not there.
  private(set) var folders: Set<String> = []
  /// The folders on the way there: moving one away changes the answer too.
  private(set) var ancestors: Set<String> = []
  /// Folders and files that exist and could not be looked at, with the error's number: what lies there is unknown, not gone.
  private(set) var unreadable: [String: Int32] = [:]

  /// Symbolic links to follow from one name, and folders that `**` goes down.
  private static let deepest = 40

  /// Walks, and calls `meanwhile` for every name on the way: there may be many.
  init(_ pattern: GlobPattern, meanwhile: () -> Void = {}) {
    for alternative in pattern.alternatives { walk(alternative[...], in: "", depth: 0, meanwhile) }
    found.sort { $0.path < $1.path }
  }

  private mutating func walk(
    _ components: ArraySlice<GlobPattern.Component>,
    in folder: String,
    depth: Int,
    _ meanwhile: () -> Void
  ) {
    guard let component = components.first, depth < GlobWalk.deepest else { return }
    let rest = components.dropFirst()
    switch component {
    case .literal(let name):
      if rest.isEmpty { folders.insert(folder.isEmpty ? "/" : folder) }
      visit(Entry(name: name), in: folder, rest: rest, depth: depth, meanwhile)
    case .wildcard(let wildcard):
      for entry in entries(in: folder) {
        meanwhile()
        guard GlobPattern.matches(entry.name, wildcard: wildcard) else { continue }
        visit(entry, in: folder, rest: rest, depth: depth, meanwhile)
      }
    case .anyDepth:
      walk(rest, in: folder, depth: depth, meanwhile)
      // It follows no links, so that it cannot go in circles.
      for entry in entries(in: folder) where !entry.name.hasPrefix(".") && entry.mayBeFolder {
        meanwhile()
        let path = folder + "/" + entry.name
        if FileID.ownStatus(of: path)?.isDirectory == true { walk(components, in: path, depth: depth + 1, meanwhile) }
      }
    }
  }

  private mutating func visit(
    _ entry: Entry,
    in folder: String,
    rest: ArraySlice<GlobPattern.Component>,
    depth: Int,
    _ meanwhile: () -> Void
  ) {
    let path = folder + "/" + entry.name
    let status = FileID.status(of: path)
    let error = errno
    if entry.mayBeLink { addFolders(ofLinksAt: path, isFolder: status?.isDirectory ?? false) }
    guard let status else {
      if error != ENOENT && error != ENOTDIR { unreadable[path] = error }
      // A name of other bytes than UTF-8 is not the one that is asked for: what has it is there, and cannot be followed.
      if error == ENOENT, entry.name.contains("\u{FFFD}") { unreadable[path] = EILSEQ }
      folders.insert(folder.isEmpty ? "/" : folder)
      return
    }
    if rest.isEmpty {
      if status.isRegularFile || status.isFIFO { found.append(Found(path: path, status: status)) }
    } else if status.isDirectory {
      ancestors.insert(path)
      walk(rest, in: path, depth: depth, meanwhile)
    }
  }

  /// What is in a folder, by name.
  private mutating func entries(in folder: String) -> [Entry] {
    let folder = folder.isEmpty ? "/" : folder
    folders.insert(folder)
    let entries = Entry.all(in: folder)
    if entries.isEmpty, errno != 0, errno != ENOENT, errno != ENOTDIR { unreadable[folder] = errno }
    return entries
  }

  /// The names in a folder, in order; none, and `errno`, where it cannot be listed.
  static func names(in folder: String) -> [String] { Entry.all(in: folder).map(\.name) }

  /// Watches the folders of a chain of links, so that one that is pointed elsewhere is noticed, and the one that it ends in, so that a file is
  /// that gets the name there; a folder at its end is watched itself.
  private mutating func addFolders(ofLinksAt path: String, isFolder: Bool) {
    var path = path
    for depth in 0..<GlobWalk.deepest {
      let target = FileID.linkTarget(at: path)
      if target == nil && (depth == 0 || isFolder) { return }
      let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
      folders.insert(folder.isEmpty ? "/" : String(folder))
      guard let target else { return }
      path = target.hasPrefix("/") ? target : folder + "/" + target
    }
  }
}

/// A name in a folder.
private struct Entry {
  let name: String
  /// What readdir(3) says that it is, if the file system tells.
  private var kind = Int(DT_UNKNOWN)

  /// Nothing is known but the name.
  init(name: String) { self.name = name }

  var mayBeLink: Bool { kind == DT_LNK || kind == DT_UNKNOWN }
  var mayBeFolder: Bool { kind == DT_DIR || kind == DT_UNKNOWN }

  /// All names in a folder, in order; none, and `errno`, where it cannot be listed.
  static func all(in folder: String) -> [Entry] {
    errno = 0
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var entries: [Entry] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { entries.append(Entry(name: name, kind: Int(entry.pointee.d_type))) }
    }
    return entries.sorted { $0.name < $1.name }
  }

  private init(name: String, kind: Int) { (self.name, self.kind) = (name, kind) }
}
