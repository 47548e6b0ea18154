import Inputs
import Logging
import Model
import Testing

@testable import Daemon

@Suite("What fleepd says of itself")
struct OwnSampleTests {
  @Test("each kind of fault of a source is a series, with the path and what was said of it")
  func sourceFaults() {
    let kinds: [SourceFault.Kind: OwnMetric] = [
      .unreadable: .sourceUnreadable, .generationMissed: .sourceGenerationMissed, .rewritten: .sourceRewritten,
      .polled: .sourcePolled,
    ]
    let faults = FaultLog(logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    var source = SourceStatus(source: "app")
    for kind in kinds.keys {
      let fault = SourceFault(kind: kind, source: "app", path: "/var/log/app.log")
      source.faults.append(fault)
      faults.begin(FaultLog.Key(fault), "said of \(kind)")
    }
    let samples = OwnSamples(sources: [source], hooks: [], faults: faults, now: .epoch).all
    for (kind, metric) in kinds {
      let own = samples.filter { $0.metric == metric.name }
      #expect(own.map(\.labels) == [["source": "app", "path": "/var/log/app.log"]])
      #expect(own.map(\.value) == [1])
      #expect(own.map(\.detail) == ["said of \(kind)"])
    }
  }
}
