import CSystemd
import Glibc
package import Model

/// What the daemon tells systemd, after sd_notify(3); without `$NOTIFY_SOCKET` nothing is sent.
package enum ServiceManager {
  /// All files stand open at their place: each line after that counts.
  package static func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

  /// A new configuration is being loaded; ``ready(_:)`` ends it.
  package static func reloading() {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  package static func stopping() { send("STOPPING=1") }

  /// One line that `systemctl status` shows.
  package static func status(_ text: String) { send("STATUS=\(text)") }

  /// The daemon's loop is alive.
  package static func keepAlive() { send("WATCHDOG=1") }

  /// How often ``keepAlive()`` is due: half of the unit's `WatchdogSec=`; nil without one.
  package static var keepAliveInterval: Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(microseconds / 2))
  }

  private static func send(_ state: String) {
    // A failure to notify is systemd's to notice: there is nobody else to tell.
    _ = sd_notify(0, state)
  }
}
