internal import Glibc
internal import Model

/// The rotated names in folders, by the logs that they are of.
///
/// A folder is listed anew only where it has changed: thousands of logs may lie in one, and be rotated at the same time. A class without locks:
/// the reading thread owns it.
final class RotatedNames {
  /// A name, and how it is a rotated one of a log.
  typealias Name = (text: String, reading: RotatedName)

  private struct Listing {
    var all: [(text: String, readings: [RotatedName])] = []
    var byLog: [String: [Name]] = [:]
    /// Which folder it was, when it had changed last, and the time before it was listed.
    let id: FileID
    let changed: Instant
    let listed: Instant

    /// Whether it still has all names of a folder.
    func isOf(_ status: stat) -> Bool { changed < listed && changed == status.modified && id == FileID(status) }
  }

  private var listings: [String: Listing] = [:]
  /// The folders that do not change for now.
  private var steady: Set<String>?

  /// The rotated names of a log; takes a time that grows with the names in its folder, or with their number only where the folder is known.
  func names(of log: String) -> [Name] {
    let (folder, base) = PathParts.split(log)
    return listing(of: folder)?.byLog[base] ?? []
  }

  /// Every name in a folder that can be that of a rotated log, and how.
  func all(in folder: String) -> [(text: String, readings: [RotatedName])] {
    listing(of: folder)?.all ?? []
  }

  /// Does something for which a folder is listed once only, though its names change meanwhile.
  func holdingSteady(_ work: () -> Void) {
    steady = []
    work()
    steady = nil
  }

  /// Frees the memory; the next question lists the folders again.
  func forget() { listings = [:] }

  private func listing(of folder: String) -> Listing? {
    if steady?.contains(folder) == true { return listings[folder] }
    steady?.insert(folder)
    // The kernel stamps a change with this clock: what changes from now on cannot have an earlier time.
    var now = timespec()
    clock_gettime(CLOCK_REALTIME_COARSE, &now)
    guard let status = FileID.status(of: folder) else {
      listings[folder] = nil
      return nil
    }
    if let known = listings[folder], known.isOf(status) { return known }
    var listing = Listing(id: FileID(status), changed: status.modified, listed: Instant(now))
    for name in GlobWalk.names(in: folder) {
      let readings = RotatedName.readings(of: name)
      if readings.isEmpty { continue }
      listing.all.append((name, readings))
      for reading in readings where listing.byLog[reading.base]?.last?.text != name {
        listing.byLog[reading.base, default: []].append((name, reading))
      }
    }
    listings[folder] = listing
    return listing
  }
}
