internal import Model
internal import SystemPackage

/// Files whose folder is gone and may come back: a disk that is not mounted yet, or a folder that was moved away.
extension FileSource {
  private static let mostKept = 10_000

  /// Whether the place of a file that is closed now is to be kept.
  func waits(for position: FilePosition, at now: Instant) -> Bool {
    remembered.count < FileSource.mostKept && position.isAway(at: now, by: rotatedNames)
  }

  /// The keys of the places that have not found their files yet, by the names that those had.
  var rememberedKeys: [String: [String]] {
    remembered.reduce(into: [:]) { keys, place in
      if let path = place.value?.path { keys[path, default: []].append(place.key) }
    }
  }

  /// Lets a file go on where one of its name was read that is on a device with another number; gives the key of that place, which is not
  /// needed any more, and nil where there is none.
  ///
  /// Such numbers change from boot to boot, and whenever some kinds of file systems are mounted.
  func goOnFromOtherDevice(_ file: FollowedFile) throws(Errno) -> String? {
    for key in file.otherKeys {
      guard let position = remembered[key] ?? nil, position.id.device != file.id.device else { continue }
      guard try file.resume(at: position) else { continue }
      remembered[key] = nil
      return key
    }
    return nil
  }
}

extension FilePosition {
  private static let keptAway = Duration.days(30)

  /// Whether the folder that the file was in is not there, so that nobody can say whether the file is.
  ///
  /// What was written last a month ago is not waited for.
  func isAway(at now: Instant, by names: RotatedNames) -> Bool {
    guard let modified, now < modified + FilePosition.keptAway else { return false }
    let path = target ?? path
    guard let folder = FileID.status(of: PathParts.split(path).folder) else { return true }
    // A folder on another device is what is mounted over, unless the log is there, or what became of it.
    return FileID(folder).device != id.device && FileID.status(of: path) == nil
      && Generation.beside(self.path, targets: [target], by: names).isEmpty
  }
}
