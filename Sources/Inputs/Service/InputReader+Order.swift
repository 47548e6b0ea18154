internal import Model

/// In which order the generations of a log are read.
extension InputReader {
  /// Reads one after the other: each waits until the one before it has been read to its end.
  ///
  /// What they waited for before is dropped first, so that no two can ever wait for each other. A file may be there under two names.
  private func inOrder(_ files: [FollowedFile]) {
    var last: FollowedFile?
    var placed: Set<FileID> = []
    for file in files { file.predecessor = nil }
    for file in files where placed.insert(file.id).inserted {
      file.predecessor = last
      last = file
    }
  }

  /// Generations of one log that appear together, because they were rotated between two looks, are read in their order, and after those that
  /// are followed already.
  func orderGenerations(among files: [FollowedFile], in source: FileSource) {
    var families: [String: Int] = [:]
    for file in files {
      let (folder, name) = PathParts.split(file.path)
      for log in Set(RotatedName.readings(of: name).map(\.base) + [name]) {
        families[PathParts.join(folder, log), default: 0] += 1
      }
    }
    for (log, count) in families where count > 1 || source.named[log].count > 1 {
      let generations = Generation.beside(log, by: rotatedNames)
      // What had the name may not be known to have lost it.
      let current = source.current(of: log).flatMap { file in
        generations.contains { $0.id == file.id } ? nil : file
      }
      order(log, listed: generations, current: current, in: source)
    }
  }

  /// Reads what is followed of a log in its order: the present file at last.
  func order(_ log: String, listed generations: [Generation], current: FollowedFile?, in source: FileSource) {
    inOrder(source.followed(of: log, listed: generations).filter { $0 !== current } + (current.map { [$0] } ?? []))
  }
}
