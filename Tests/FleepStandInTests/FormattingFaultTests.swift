import FleepHooks
import FleepStandIn
import Testing

@Suite("What the stand-in finds wrong with a text")
struct FormattingFaultTests {
  private func lint(_ text: String) async throws -> [FormattingFault] {
    var faults: [FormattingFault] = []
    try await withStandIn { standIn in
      _ = try standIn.post(HookMessage(text: text), as: .json)
      faults = try #require(standIn.messages(for: opsKey).first).lint
    }
    return faults
  }

  @Test(
    "Each fault is named",
    arguments: [
      ("/pin this", FormattingFault.slashCommand), ("a\n:::\ncode", .unclosedCodeBlock),
      (":::\ncode\n:::", .codeBlockWithoutFinalNewline), (":::\ncode\n::: \nmore\n:::\n", .fenceInCodeBlock),
      ("bye\n-- \nAnn", .signature), ("From: Ann", .signature), ("see [here](https://example.org)", .markdownLink),
      ("## Title", .markdownHeading), ("run `make`", .backticks), ("a &amp; b", .htmlEntity), ("&#39;", .htmlEntity),
      ("*Host*: web-1", .brokenBold), ("host:/ is full", .emoticon), ("ok (y)", .emoticon),
      ("x( no", .emoticon), ("cc @bob", .mention), ("https://example.org <<here>>", .brokenLabel),
    ]
  )
  func fault(_ text: String, _ fault: FormattingFault) async throws {
    #expect(try await lint(text) == [fault])
  }

  @Test(
    "What Fleep shows as it was meant has no fault",
    arguments: [
      "🔴 *DiskFull* on web-1: disk at 93 %\n:::\n`x` @bob :) # <<a\n:::\n", "*Host:* web-1", "ann@example.org",
      "https://example.org/a?b<<runbook>>", "snake_case 12:30:05 /var/log", Markup.inert("*a*: @bob :) (y) /pin"),
      "max(",
    ]
  )
  func clean(_ text: String) async throws {
    #expect(try await lint(text) == [])
  }

  @Test("Whatever a text from outside holds, made inert it gives no picture, command or mention")
  func inert() async throws {
    let nasty = "/pin\n-- \nFrom: a\n*b*: @bob :/ ;-) x( (bug) :::"
    #expect(try await lint(Markup.inert(nasty)) == [])
    #expect(try await lint(Markup.codeBlock(nasty)) == [])
  }
}
