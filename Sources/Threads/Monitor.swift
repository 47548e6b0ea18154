internal import Glibc

/// A value that threads share and wait for: a mutex and a condition variable.
///
/// `@unchecked Sendable`: the value is touched only while the mutex is held.
final class Monitor<Value>: @unchecked Sendable {
  private var value: Value
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ value: Value) {
    self.value = value
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(mutex)
    change.deallocate()
    mutex.deallocate()
  }

  /// Uses the value, and wakes nobody.
  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// Changes the value, and wakes one of those that wait for it.
  func change(_ body: (inout Value) -> Void) {
    withLock(body)
    pthread_cond_signal(change)
  }

  /// Changes the value, and wakes all that wait for it.
  func changeForAll(_ body: (inout Value) -> Void) {
    withLock(body)
    pthread_cond_broadcast(change)
  }

  /// Sleeps until the value has what is waited for.
  func wait<Result>(for body: (inout Value) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      pthread_cond_wait(change, mutex)
    }
  }
}
