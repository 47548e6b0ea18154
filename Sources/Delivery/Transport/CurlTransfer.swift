import CCurl
import FleepHooks
import Model

/// One request under way, on the curl thread: a libcurl handle and all that it points to.
final class CurlTransfer {
  /// More of an answer than this is not wanted: Fleep's is `{}`.
  private static let answerLimit = 64 << 10

  let handle: UnsafeMutableRawPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var mime: OpaquePointer?
  /// What libcurl reads the parts of the body from; it keeps pointers to them.
  private var sources: [BodySource] = []
  private var answer: [UInt8] = []
  private let length: Int64
  private let mayBeProxy: Bool

  /// Prepares a request; nil where libcurl has no memory for it.
  init?(_ request: CurlRequest) {
    guard let handle = curl_easy_init() else { return nil }
    self.handle = handle
    length = if case .bytes(let bytes) = request.body?.body { Int64(bytes.count) } else { request.body == nil ? 0 : -1 }
    mayBeProxy = request.mayUseProxy
    set(request)
    if let body = request.body { set(body) }
    fleepd_curl_set_pointer(handle, CURLOPT_HTTPHEADER, headers)
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_mime_free(mime)
    curl_slist_free_all(headers)
  }

  /// What came of it.
  func reply(_ code: CURLcode) -> CurlReply {
    let status = long(CURLINFO_RESPONSE_CODE)
    return CurlReply(
      code: code,
      stage: stage,
      systemError: Int32(truncatingIfNeeded: long(CURLINFO_OS_ERRNO)),
      mayBeProxy: mayBeProxy,
      proxyStatus: long(CURLINFO_HTTP_CONNECTCODE),
      // 1xx is not yet an answer.
      status: status >= 200 ? status : 0,
      sent: offset(CURLINFO_SIZE_UPLOAD_T),
      length: length >= 0 ? length : offset(CURLINFO_CONTENT_LENGTH_UPLOAD_T),
      retryAfter: offset(CURLINFO_RETRY_AFTER),
      body: answer
    )
  }

  /// How far it came.
  private var stage: CurlReply.Stage {
    // libcurl says when a stage was over, zero for those that it did not reach; a connection counts only with its handshake.
    if offset(CURLINFO_PRETRANSFER_TIME_T) > 0 { return .request }
    if long(CURLINFO_LOCAL_PORT) > 0 { return .handshake }
    return offset(CURLINFO_NAMELOOKUP_TIME_T) > 0 ? .connection : .name
  }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    fleepd_curl_get_long(handle, info, &value)
    return value
  }

  private func offset(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    fleepd_curl_get_offset(handle, info, &value)
    return Int64(value)
  }

  private func set(_ request: CurlRequest) {
    fleepd_curl_set_string(handle, CURLOPT_URL, request.url.revealed)
    fleepd_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, request.isSecure ? "https" : "http")
    fleepd_curl_set_string(handle, CURLOPT_USERAGENT, request.agent)
    fleepd_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    fleepd_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    fleepd_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(request.connectLimit.nanoseconds / 1_000_000))
    fleepd_curl_set_long(handle, CURLOPT_TIMEOUT_MS, Int(request.totalLimit.nanoseconds / 1_000_000))
    if let caFile = request.caFile { fleepd_curl_set_string(handle, CURLOPT_CAINFO, caFile) }
    // `no_proxy` of the environment is honoured for both.
    if let proxy = request.proxy { fleepd_curl_set_string(handle, CURLOPT_PROXY, proxy.revealed) }
    if request.isLoopback { fleepd_curl_set_string(handle, CURLOPT_NOPROXY, "*") }
    let write: fleepd_curl_body = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let transfer = Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    fleepd_curl_set_write(handle, write, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Takes a piece of the answer; anything but its size ends the request.
  private func take(_ piece: UnsafeRawBufferPointer) -> Int {
    guard answer.count + piece.count <= CurlTransfer.answerLimit else { return 0 }
    answer += piece
    return piece.count
  }

  private func set(_ body: HookRequest) {
    header("Expect:")
    switch body.body {
    case .bytes(let bytes):
      header("Content-Type: \(body.contentType)")
      let source = source(bytes)
      fleepd_curl_set_long(handle, CURLOPT_POST, 1)
      fleepd_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
      fleepd_curl_set_read(handle, BodySource.read, source)
    case .multipart(let parts):
      mime = curl_mime_init(handle)
      for part in parts { add(part) }
      fleepd_curl_set_pointer(handle, CURLOPT_MIMEPOST, mime.map { UnsafeMutableRawPointer($0) })
    }
  }

  private func header(_ line: String) {
    headers = curl_slist_append(headers, line) ?? headers
  }

  private func add(_ part: HookPart) {
    guard let field = curl_mime_addpart(mime) else { return }
    curl_mime_name(field, part.name)
    switch part.content {
    case .bytes(let bytes):
      curl_mime_data_cb(field, curl_off_t(bytes.count), BodySource.read, nil, nil, source(bytes))
    case .file(let path):
      curl_mime_filedata(field, path)
    }
    if let filename = part.filename { curl_mime_filename(field, filename) }
    if let type = part.contentType { curl_mime_type(field, type) }
  }

  private func source(_ bytes: [UInt8]) -> UnsafeMutableRawPointer {
    let source = BodySource(bytes)
    sources.append(source)
    return Unmanaged.passUnretained(source).toOpaque()
  }
}

/// Bytes of a body, given to libcurl once and never again.
///
/// When a kept connection ends while a request is on it, libcurl would send the request again on a new one by itself: a repeat
/// that nobody could mark. It cannot where the body cannot be rewound, and then says so.
private final class BodySource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  static let read: fleepd_curl_body = { bytes, size, count, context in
    guard let bytes, let context else { return 0 }
    let source = Unmanaged<BodySource>.fromOpaque(context).takeUnretainedValue()
    let room = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    let piece = source.rest.prefix(room.count)
    room.copyBytes(from: piece)
    source.rest = source.rest.dropFirst(piece.count)
    return piece.count
  }
}
