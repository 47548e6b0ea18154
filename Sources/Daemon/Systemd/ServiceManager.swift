import CSystemd
import Model

/// What the daemon tells systemd, after sd_notify(3); without `$NOTIFY_SOCKET` nothing is sent.
enum ServiceManager {
  /// All files stand open at their place: each line after that counts.
  static func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }

  /// A new configuration is being loaded; ``ready(_:)`` ends it.
  static func reloading() { send("RELOADING=1") }

  static func stopping() { send("STOPPING=1") }

  /// The daemon's loop is alive.
  static func keepAlive() { send("WATCHDOG=1") }

  /// How often ``keepAlive()`` is due: half of the unit's `WatchdogSec=`; nil without one.
  static var keepAliveInterval: Duration? {
    var microseconds: UInt64 = 0
    guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(microseconds / 2))
  }

  private static func send(_ state: String) {
    // A failure to notify is systemd's to notice: there is nobody else to tell.
    _ = sd_notify(0, state)
  }
}
