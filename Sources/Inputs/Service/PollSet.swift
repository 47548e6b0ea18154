internal import Glibc

/// What one poll(2) waits for, and what is to be done about each.
struct PollSet {
  private var descriptors: [pollfd] = []
  private var actions: [() -> Void] = []

  /// poll(2) passes over a negative descriptor.
  mutating func add(_ descriptor: Int32, for events: Int32 = POLLIN, action: @escaping () -> Void) {
    descriptors.append(pollfd(fd: descriptor, events: Int16(events), revents: 0))
    actions.append(action)
  }

  /// Waits for so many milliseconds at most (-1: for ever), and does what there is to do, in the order in which it was added.
  mutating func wait(_ timeout: Int32) {
    poll(&descriptors, nfds_t(descriptors.count), timeout)
    for (descriptor, action) in zip(descriptors, actions) where descriptor.revents != 0 { action() }
  }
}
