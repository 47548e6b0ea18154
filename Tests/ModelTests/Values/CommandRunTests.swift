import Model
import Testing

@Suite("What came of a command")
struct CommandRunTests {
  @Test(
    "is said in words, where something went wrong",
    arguments: [
      (CommandRun.Result.samples([]), nil), (.timedOut, "timed out"),
      (.failed(status: 2, message: "no such host"), "failed with status 2: no such host"),
      (.failed(status: 2, message: ""), "failed with status 2"),
      (.failed(status: -9, message: ""), "was ended by signal 9"),
    ] as [(CommandRun.Result, String?)]
  )
  func failure(result: CommandRun.Result, words: String?) {
    let run = CommandRun(metric: "m", started: .epoch, duration: .zero, status: nil, result: result)
    #expect(run.failure == words)
  }
}
