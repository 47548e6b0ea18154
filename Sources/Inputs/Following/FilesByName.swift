/// Followed files by their names, and by the logs of which these are rotated names; several generations may have one name.
struct FilesByName {
  private var files: [String: [FollowedFile]] = [:]
  /// The paths that are rotated names of a log.
  private var rotated: [String: Set<String>] = [:]

  /// Those that have a path, or had it last, from the first that was followed to the last.
  subscript(path: String) -> [FollowedFile] { files[path] ?? [] }

  /// Those that have the name of a log, or a rotated one; a compressed file as it is has no lines.
  func generations(of log: String) -> [FollowedFile] {
    self[log] + (rotated[log] ?? []).flatMap { self[$0] }
  }

  mutating func add(_ file: FollowedFile) {
    if files[file.path] == nil {
      for log in FilesByName.logs(of: file.path) { rotated[log, default: []].insert(file.path) }
    }
    files[file.path, default: []].append(file)
  }

  mutating func remove(_ file: FollowedFile) {
    guard var others = files[file.path] else { return }
    others.removeAll { $0 === file }
    files[file.path] = others.isEmpty ? nil : others
    guard others.isEmpty else { return }
    for log in FilesByName.logs(of: file.path) {
      rotated[log]?.remove(file.path)
      if rotated[log]?.isEmpty == true { rotated[log] = nil }
    }
  }

  /// The logs of which a path is a rotated name, or one that logrotate uses for a moment.
  private static func logs(of path: String) -> Set<String> {
    let (folder, name) = PathParts.split(path)
    var names = RotatedName.isCompressed(name) ? [] : Set(RotatedName.readings(of: name).map(\.base))
    if name.hasSuffix(RotatedName.interimMark) { names.insert(String(name.dropLast(RotatedName.interimMark.count))) }
    return Set(names.map { PathParts.join(folder, $0) })
  }
}
