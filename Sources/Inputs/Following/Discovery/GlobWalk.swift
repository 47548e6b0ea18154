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

  init(_ pattern: GlobPattern) {
    for alternative in pattern.alternatives { walk(alternative[...], in: "", depth: 0) }
    found.sort { $0.path < $1.path }
  }

  private mutating func walk(_ components: ArraySlice<GlobPattern.Component>, in folder: String, depth: Int) {
    guard let component = components.first, depth < GlobWalk.deepest else { return }
    let rest = components.dropFirst()
    switch component {
    case .literal(let name):
      if rest.isEmpty { folders.insert(folder.isEmpty ? "/" : folder) }
      visit(folder + "/" + name, in: folder, rest: rest, depth: depth)
    case .wildcard(let wildcard):
      for name in names(in: folder) where GlobPattern.matches(name, wildcard: wildcard) {
        visit(folder + "/" + name, in: folder, rest: rest, depth: depth)
      }
    case .anyDepth:
      walk(rest, in: folder, depth: depth)
      for name in names(in: folder) where !name.hasPrefix(".") && isRealFolder(folder + "/" + name) {
        walk(components, in: folder + "/" + name, depth: depth + 1)
      }
    }
  }

  private mutating func visit(
    _ path: String,
    in folder: String,
    rest: ArraySlice<GlobPattern.Component>,
    depth: Int
  ) {
    let status = FileID.status(of: path)
    let error = errno
    addFolders(ofLinksAt: path, isFolder: status?.isDirectory ?? false)
    guard let status else {
      if error != ENOENT && error != ENOTDIR { unreadable[path] = error }
      folders.insert(folder.isEmpty ? "/" : folder)
      return
    }
    if rest.isEmpty {
      if status.isRegularFile || status.isFIFO { found.append(Found(path: path, status: status)) }
    } else if status.isDirectory {
      ancestors.insert(path)
      walk(rest, in: path, depth: depth)
    }
  }

  /// The names in a folder, in order.
  private mutating func names(in folder: String) -> [String] {
    let folder = folder.isEmpty ? "/" : folder
    folders.insert(folder)
    let names = GlobWalk.names(in: folder)
    if names.isEmpty, errno != 0, errno != ENOENT, errno != ENOTDIR { unreadable[folder] = errno }
    return names
  }

  /// The names in a folder, in order; none, and `errno`, where it cannot be listed.
  static func names(in folder: String) -> [String] {
    errno = 0
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether a path is a folder and no symbolic link: `**` follows none, so that it cannot go in circles.
  private func isRealFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.isDirectory
  }

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
