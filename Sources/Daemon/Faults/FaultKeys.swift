import Inputs
import Model

// What the faults are about that more than one part of the daemon asks for.

extension FaultLog.Key {
  static let source = "source"
  static let hook = "hook"

  static let ledgerOpening = FaultLog.Key(part: "ledger", thing: "opening")
  static let ledgerWriting = FaultLog.Key(part: "ledger", thing: "writing")
  /// The configuration on the disk is wrong, and an older one in force.
  static let configuration = FaultLog.Key(part: "configuration", thing: "reload")

  init(_ fault: SourceFault) {
    self.init(part: Self.source, thing: "\(fault.source) \(fault.path) \(fault.kind.rawValue)")
  }

  init(_ hook: HookName) {
    self.init(part: Self.hook, thing: hook.text)
  }
}
