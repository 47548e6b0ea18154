import Model
import Testing

@testable import Inputs

@Suite("A look at the file system")
struct LookTests {
  private let folder = TemporaryFolder()
  private let start = ContinuousClock.now

  @Test("Between any two files of many there is time to read what was written")
  func pausesBetweenFiles() throws {
    for number in 0..<100 { folder.append("line\n", to: "\(number).log") }
    var pauses = 0
    let survey = try source().survey { pauses += 1 }
    #expect(survey.names.count == 100)
    #expect(pauses >= 100)
  }

  @Test("Time to read is due when a slice is over, and the next one after another slice")
  func slices() {
    var pauses = LookPauses(slice: .milliseconds(2))
    #expect(!pauses.isDue(at: start))
    pauses.begin(at: start)
    #expect(!pauses.isDue(at: start + .milliseconds(1)))
    #expect(pauses.isDue(at: start + .milliseconds(2)))
    pauses.add(from: start + .milliseconds(2), to: start + .milliseconds(5))
    #expect(!pauses.isDue(at: start + .milliseconds(6)))
    #expect(pauses.isDue(at: start + .milliseconds(7)))
    #expect(pauses.duration == .milliseconds(3))
  }

  @Test("A file that comes and is followed meanwhile is not taken for one that is gone")
  func followedMeanwhile() throws {
    folder.append("line\n", to: "a.log")
    let source = try source()
    let survey = source.survey {
      folder.append("line\n", to: "b.log")
      if source.named[folder.path("b.log")].isEmpty, let file = source.newcomer(at: folder.path("b.log")) {
        source.add(file)
      }
    }
    #expect(!survey.names.contains { $0.path == folder.path("b.log") })
    let comparison = source.compare(with: survey, at: start)
    #expect(comparison.appeared.map(\.path) == [folder.path("a.log")])
    #expect(source.departedFiles.isEmpty)
  }

  @Test("A file that is back under its name, or has its number, when it is compared is not gone")
  func backMeanwhile() throws {
    folder.append("line\n", to: "a.log")
    let source = try source()
    for file in source.compare(with: source.survey {}, at: start).appeared { source.add(file) }
    folder.move("a.log", to: "elsewhere")
    let survey = source.survey {}
    folder.move("elsewhere", to: "a.log")
    #expect(source.compare(with: survey, at: start).changed.isEmpty)
    #expect(source.departedFiles.isEmpty)
  }

  @Test("A file that takes another's name follows on it, though the other has been found under a new one")
  func renamed() throws {
    folder.append("line 1\n", to: "a.log")
    let source = try source()
    let old = try #require(source.compare(with: source.survey {}, at: start).appeared.first)
    source.add(old)
    folder.move("a.log", to: "a-1.log")
    folder.append("line 2\n", to: "a.log")
    let comparison = source.compare(with: source.survey {}, at: start)
    #expect(comparison.appeared.first?.predecessor === old)
    #expect(old.path == folder.path("a-1.log"))
    #expect(source.named[folder.path("a.log")].isEmpty)
    #expect(source.named[folder.path("a-1.log")].first === old)
  }

  @Test("A hint that comes while a look is taken wants another")
  func hintMeanwhile() {
    var schedule = LookSchedule(settings: FollowingSettings(), now: start)
    schedule.hint()
    #expect(schedule.isDue(at: start))
    schedule.looks()
    schedule.looked(at: start + .milliseconds(1), cost: .milliseconds(1), missedSomething: false)
    #expect(!schedule.isDue(at: start + .milliseconds(100)))
    schedule.hint()
    schedule.looks()
    schedule.hint()
    schedule.looked(at: start + .milliseconds(101), cost: .milliseconds(1), missedSomething: false)
    #expect(!schedule.isDue(at: start + .milliseconds(110)))
    #expect(schedule.isDue(at: start + .milliseconds(111)))
  }

  @Test("Files that nothing tells of are looked at again and again, for a tenth of the time at most")
  func polling() {
    var schedule = LookSchedule(settings: FollowingSettings(), now: start)
    schedule.looks()
    schedule.looked(at: start, cost: .milliseconds(5), missedSomething: false)
    schedule.poll(at: start)
    #expect(schedule.next == start + .milliseconds(250))
    schedule.looks()
    schedule.looked(at: start, cost: .milliseconds(100), missedSomething: false)
    schedule.poll(at: start)
    #expect(schedule.next == start + .seconds(1))
  }

  private func source() throws -> FileSource {
    let input = FileInput(patterns: [folder.path("*.log")])
    let definition = SourceDefinition(name: "log", input: .files(input))
    let rules = RuleSet(sources: [definition], route: RouteDefinition(hook: "ops"))
    return FileSource(
      SourceLines(try SourceRules(source: definition, rules: rules), now: FollowedLines.now),
      input: input,
      rotatedNames: RotatedNames()
    )
  }
}
