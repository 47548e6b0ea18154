import Daemon
import Logging
import Testing

@Suite("What is wrong with fleepd now")
struct FaultLogTests {
  @Test("is said with what it is about, once")
  func texts() {
    let faults = FaultLog(logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    faults.begin(FaultLog.Key(part: "hook", thing: "ops"), "hook ops: HTTP 500; its messages wait")
    faults.begin(FaultLog.Key(part: "ledger", thing: "writing"), "The state cannot be stored.")
    #expect(faults.texts == ["hook ops: HTTP 500; its messages wait", "ledger writing: The state cannot be stored."])
  }
}
