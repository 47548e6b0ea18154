import FoundationEssentials

/// The requests in what comes from a client of the control socket: each is a line of JSON.
struct RequestLines {
  enum Request {
    case known(ControlRequest)
    case unknown
    case tooLong
  }

  /// A text and files as large as a hook takes together, in Base64, and some room.
  static let longest = 96 << 20

  private var line = Data()
  private var isTooLong = false

  /// Adds what came; gives the requests that are whole.
  ///
  /// Of those nothing is kept: they may be large, and wait for long.
  mutating func take(_ bytes: some Collection<UInt8>) -> [Request] {
    var requests: [Request] = []
    var rest = bytes[...]
    // Only what is new is looked through: a large request comes in thousands of pieces.
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      add(rest[..<end])
      requests.append(finish())
      rest = rest[rest.index(after: end)...]
    }
    add(rest)
    return requests
  }

  private mutating func add(_ bytes: some Collection<UInt8>) {
    isTooLong = isTooLong || line.count + bytes.count > RequestLines.longest
    if isTooLong { line = Data() } else { line.append(contentsOf: bytes) }
  }

  private mutating func finish() -> Request {
    defer { (line, isTooLong) = (Data(), false) }
    if isTooLong { return .tooLong }
    return (try? JSONDecoder().decode(ControlRequest.self, from: line)).map(Request.known) ?? .unknown
  }
}
