import FleepHooks
import NIOHTTP1

/// All that the stand-in knows, and every decision about a request: no sockets, no clock.
struct StandInState {
  var settings: StandInSettings
  private(set) var hooks: [String: Hook] = [:]
  private(set) var requests: [RequestRecord] = []
  private(set) var violations: [ClientFault] = []
  private(set) var warnings: [ClientFault] = []
  private var keys: [Int: String] = [:]
  /// Added to the limiter's time.
  var limiterAdvance: Duration = .zero

  init(settings: StandInSettings) {
    self.settings = settings
  }

  mutating func register(key: String, hook: Hook) { hooks[key] = hook }
  mutating func drop(key: String) { hooks[key] = nil }
  mutating func script(_ key: String, _ answers: [ScriptedAnswer]) { hooks[key]?.script += answers }

  /// The requests that named a hook.
  func requests(for key: String) -> [RequestRecord] {
    requests.enumerated().filter { keys[$0.offset] == key }.map(\.element)
  }

  /// Judges a head and says how to go on.
  mutating func arrive(_ head: HTTPRequestHead, now: ContinuousClock.Instant) -> Arrival {
    let record = requests.count
    requests.append(
      RequestRecord(
        method: head.method.rawValue,
        contentType: head.headers["Content-Type"].first,
        bodyBytes: 0,
        arrived: now
      )
    )
    var arrival = Arrival(record: record, settings: settings, next: .answer(.status(500)))
    do {
      arrival.next = try judge(head, into: &arrival, now: now)
    } catch {
      arrival.next = .answer(refuse(error, record: record))
    }
    return arrival
  }

  private mutating func judge(
    _ head: HTTPRequestHead,
    into arrival: inout Arrival,
    now: ContinuousClock.Instant
  ) throws(Refusal) -> Arrival.Next {
    let path = try HookPath(head.uri, legacyPaths: settings.legacyPaths)
    guard head.method == .POST else { throw Refusal(405, "method_not_allowed", "a method other than POST") }
    guard var hook = hooks[path.key] else { throw .notFound("no such hook") }
    arrival.key = path.key
    keys[arrival.record] = path.key
    requests[arrival.record].hookName = hook.displayName
    hook.inFlight += 1
    defer { hooks[path.key] = hook }
    let checked = try CheckedHead(head, key: path.key, settings: settings)
    for warning in checked.warnings { warn(warning, hook: hook.displayName) }
    if hook.inFlight > 1 { violate("two requests at once on one hook", hook: hook.displayName) }
    if let scripted = hook.nextScripted() {
      if scripted == .closeBeforeReading { return .answer(scripted) }
      return .receive(checked, sender: path.sender, script: scripted)
    }
    if let rate = settings.limiter, let wait = hook.excess(at: now + limiterAdvance, rate: rate) {
      warn("faster than the rate", hook: hook.displayName)
      return .answer(.tooManyRequests(retryAfter: String(wait.components.seconds + 1)))
    }
    return .receive(checked, sender: path.sender, script: nil)
  }

  /// Takes a judged body; the message that was stored comes along.
  mutating func complete(
    _ arrival: Arrival,
    body: Result<CheckedMessage, Refusal>,
    bodyBytes: Int,
    now: ContinuousClock.Instant
  ) -> (answer: ScriptedAnswer, stored: StoredMessage?) {
    requests[arrival.record].bodyBytes = bodyBytes
    guard case .receive(_, let sender, let script) = arrival.next, let key = arrival.key else {
      preconditionFailure("Only a request that was let in is completed.")
    }
    switch body {
    case .failure(let refusal):
      let answer = refuse(refusal, record: arrival.record)
      return (script ?? answer, nil)
    case .success(let message):
      for warning in message.warnings { warn(warning, hook: hooks[key]?.displayName) }
      let answer = script ?? .respond(ScriptedResponse(status: 200))
      guard answer.stores else { return (answer, nil) }
      return (answer, store(message, key: key, sender: sender, now: now))
    }
  }

  private mutating func store(
    _ message: CheckedMessage,
    key: String,
    sender: String?,
    now: ContinuousClock.Instant
  ) -> StoredMessage? {
    guard var hook = hooks.removeValue(forKey: key) else { return nil }
    let stored = StoredMessage(
      hookName: hook.displayName,
      messageNumber: hook.messages.count + 1,
      sender: message.user ?? sender ?? hook.displayName,
      text: message.text,
      files: message.files,
      posted: now,
      lint: FormattingFault.faults(in: message.text)
    )
    hook.messages.append(stored)
    hooks[key] = hook
    return stored
  }

  mutating func answered(_ arrival: Arrival, status: Int) { requests[arrival.record].status = status }

  mutating func ended(_ arrival: Arrival) {
    if let key = arrival.key { hooks[key]?.inFlight -= 1 }
  }

  /// Records a refusal and gives the response that tells it.
  mutating func refuse(_ refusal: Refusal, record: Int?) -> ScriptedAnswer {
    violate(refusal.detail, hook: record.flatMap { requests[$0].hookName })
    return .respond(
      ScriptedResponse(
        status: refusal.status,
        headers: refusal.status == 405 ? [("Allow", "POST")] : [],
        body: Array(
          #"{"error_id":"\#(refusal.errorID)","error_message":"\#(refusal.detail.replacing("\"", with: "'"))"}"#.utf8
        )
      )
    )
  }

  private mutating func violate(_ detail: String, hook: String?) {
    violations.append(ClientFault(hookName: hook, detail: detail))
  }

  private mutating func warn(_ detail: String, hook: String?) {
    warnings.append(ClientFault(hookName: hook, detail: detail))
  }
}
