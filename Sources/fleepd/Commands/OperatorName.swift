import Foundation

/// Who runs the command, as others know them: behind `sudo` and `doas` stands somebody who is not root.
enum OperatorName {
  static var present: String {
    let environment = ProcessInfo.processInfo.environment
    let name = ["SUDO_USER", "DOAS_USER"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return name ?? NSUserName()
  }
}
