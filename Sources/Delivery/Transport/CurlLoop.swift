import CCurl
import Glibc
import Synchronization

/// libcurl's multi interface on a thread of its own, which starts with the first request and sleeps while nothing is under way.
final class CurlLoop: Sendable {
  private struct Job {
    var ticket: UInt64
    var request: CurlRequest
    var continuation: CheckedContinuation<CurlReply, Never>
  }

  /// What other threads leave for the loop's.
  private struct Inbox {
    var jobs: [Job] = []
    var cancelled: [UInt64] = []
    var lastTicket: UInt64 = 0
    var multi: Multi?
    var isStopped = false
  }

  /// `@unchecked Sendable`: other threads only wake it, under the inbox's lock, which libcurl allows; all else is done on the
  /// loop's thread, which closes it.
  private struct Multi: @unchecked Sendable {
    let handle: UnsafeMutableRawPointer
  }

  /// Once in the life of the process, as libcurl asks, and only when there is something to send.
  private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  private let inbox = Mutex(Inbox())

  /// Makes a request and waits for its end; cancelling the task ends it at once.
  func perform(_ request: CurlRequest) async -> CurlReply {
    let ticket = inbox.withLock { inbox in
      inbox.lastTicket += 1
      return inbox.lastTicket
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        submit(Job(ticket: ticket, request: request, continuation: continuation))
      }
    } onCancel: {
      inbox.withLock { inbox in
        inbox.cancelled.append(ticket)
        wake(inbox)
      }
    }
  }

  /// Ends the thread and what is under way.
  func stop() {
    inbox.withLock { inbox in
      inbox.isStopped = true
      wake(inbox)
    }
  }

  private func submit(_ job: Job) {
    // A cancellation that came first found nothing to cancel.
    let isTaken =
      !Task.isCancelled
      && inbox.withLock { inbox in
        guard !inbox.isStopped, start(&inbox) else { return false }
        inbox.jobs.append(job)
        wake(inbox)
        return true
      }
    if !isTaken { job.continuation.resume(returning: CurlReply(code: CURLE_ABORTED_BY_CALLBACK, length: -1)) }
  }

  private func wake(_ inbox: borrowing Inbox) {
    if let multi = inbox.multi { curl_multi_wakeup(multi.handle) }
  }

  /// Starts the thread where there is none yet; false: the system has no room for it.
  private func start(_ inbox: inout Inbox) -> Bool {
    if inbox.multi != nil { return true }
    guard CurlLoop.isInitialised, let handle = curl_multi_init() else { return false }
    var thread = pthread_t()
    let context = Unmanaged.passRetained(Start(loop: self, multi: Multi(handle: handle)))
    let code = pthread_create(&thread, nil, CurlLoop.main, context.toOpaque())
    guard code == 0 else {
      context.release()
      curl_multi_cleanup(handle)
      return false
    }
    pthread_detach(thread)
    inbox.multi = Multi(handle: handle)
    return true
  }

  private final class Start {
    let loop: CurlLoop
    let multi: Multi

    init(loop: CurlLoop, multi: Multi) {
      self.loop = loop
      self.multi = multi
    }
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { context in
    guard let context else { return nil }
    // With NOSIGNAL, libcurl leaves it to its user that a closed connection must not end the process.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
    start.loop.run(start.multi.handle)
    return nil
  }

  private func run(_ multi: UnsafeMutableRawPointer) {
    var transfers: [UInt64: (transfer: CurlTransfer, continuation: CheckedContinuation<CurlReply, Never>)] = [:]
    func finish(_ ticket: UInt64, _ code: CURLcode) {
      guard let (transfer, continuation) = transfers.removeValue(forKey: ticket) else { return }
      let reply = transfer.reply(code)
      curl_multi_remove_handle(multi, transfer.handle)
      continuation.resume(returning: reply)
    }
    while true {
      let (jobs, cancelled, isStopped) = takeInbox()
      for job in jobs {
        if let transfer = CurlTransfer(job.request), curl_multi_add_handle(multi, transfer.handle) == CURLM_OK {
          transfers[job.ticket] = (transfer, job.continuation)
        } else {
          job.continuation.resume(returning: CurlReply(code: CURLE_OUT_OF_MEMORY, length: -1))
        }
      }
      for ticket in cancelled { finish(ticket, CURLE_ABORTED_BY_CALLBACK) }
      if isStopped { break }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      var left: Int32 = 0
      while let message = curl_multi_info_read(multi, &left) {
        guard message.pointee.msg == CURLMSG_DONE else { continue }
        let code = fleepd_curl_result(message)
        let handle = message.pointee.easy_handle
        if let ticket = transfers.first(where: { $0.value.transfer.handle == handle })?.key { finish(ticket, code) }
      }
      curl_multi_poll(multi, nil, 0, .max, nil)
    }
    for ticket in Array(transfers.keys) { finish(ticket, CURLE_ABORTED_BY_CALLBACK) }
    inbox.withLock { $0.multi = nil }
    curl_multi_cleanup(multi)
  }

  private func takeInbox() -> (jobs: [Job], cancelled: [UInt64], isStopped: Bool) {
    inbox.withLock { inbox in
      defer {
        inbox.jobs = []
        inbox.cancelled = []
      }
      return (inbox.jobs, inbox.cancelled, inbox.isStopped)
    }
  }
}
