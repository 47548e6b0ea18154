internal import CVectorscan

/// Strings, compiled for one search over bytes.
///
/// Only strings are given to Vectorscan, never an expression: it was seen to lose matches of whole expressions in short buffers.
///
/// `@unchecked Sendable`: the database is written in `init` only, and Vectorscan lets any number of threads search with one database, each with
/// a scratch space of its own.
final class StringDatabase: @unchecked Sendable {
  private let database: OpaquePointer

  /// Compiles the strings; nil where there are none or the processor cannot run Vectorscan.
  init?(_ strings: [SearchString]) {
    guard !strings.isEmpty else { return nil }
    let padding = Padding.strings(for: strings.count)
    // Vectorscan wants arrays of addresses, lengths, flags and numbers.
    let texts = strings.map(\.bytes) + padding
    let lengths = texts.map(\.count)
    let flags = strings.map { UInt32($0.isCaseless ? HS_FLAG_CASELESS : 0) } + padding.map { _ in 0 }
    let numbers = strings.indices.map(UInt32.init) + padding.map { _ in Padding.number }
    let joined = texts.joined().map(CChar.init(bitPattern:))
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    joined.withUnsafeBufferPointer { bytes in
      var offset = 0
      let addresses = lengths.map { length in
        defer { offset += length }
        return bytes.baseAddress.map { $0 + offset }
      }
      addresses.withUnsafeBufferPointer {
        _ = hs_compile_lit_multi(
          $0.baseAddress,
          flags,
          numbers,
          lengths,
          UInt32(texts.count),
          UInt32(HS_MODE_BLOCK),
          nil,
          &database,
          &failure
        )
      }
    }
    hs_free_compile_error(failure)
    guard let database else { return nil }
    self.database = database
  }

  deinit {
    hs_free_database(database)
  }

  /// One thread's working memory for searching with a database.
  final class Scratch {
    fileprivate var scratch: OpaquePointer?

    deinit {
      hs_free_scratch(scratch)
    }

    /// Makes room for a database; false where there is no memory for it.
    func prepare(for database: StringDatabase?) -> Bool {
      guard let database else { return true }
      return hs_alloc_scratch(database.database, &scratch) == HS_SUCCESS
    }
  }

  /// Adds each place where a string ends to `finds`; false where the search was not possible.
  func search(_ bytes: UnsafeRawBufferPointer, with scratch: Scratch, into finds: StringFinds) -> Bool {
    guard let length = UInt32(exactly: bytes.count) else { return false }
    let address = bytes.assumingMemoryBound(to: CChar.self).baseAddress
    let result = hs_scan(
      database,
      address,
      length,
      0,
      scratch.scratch,
      addFind,
      Unmanaged.passUnretained(finds).toOpaque()
    )
    return result == HS_SUCCESS
  }
}

/// What Vectorscan calls for each find.
///
/// It is a function and no closure, so that it belongs to no actor.
private func addFind(
  number: UInt32,
  start: UInt64,
  end: UInt64,
  flags: UInt32,
  finds: UnsafeMutableRawPointer?
) -> CInt {
  guard let finds, number != Padding.number else { return 0 }
  Unmanaged<StringFinds>.fromOpaque(finds).takeUnretainedValue().add(string: number, end: UInt32(end))
  return 0
}
