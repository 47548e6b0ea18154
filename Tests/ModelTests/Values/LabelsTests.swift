import Foundation
import Model
import Testing

@Suite struct LabelsTests {
  @Test("an empty value is an absent label")
  func empty() {
    var labels: Labels = ["ip": "203.0.113.9", "user": ""]
    #expect(labels == ["ip": "203.0.113.9"])
    #expect(labels["user"] == "")
    labels["ip"] = ""
    #expect(labels.isEmpty)
  }

  @Test("labels are in the order of their names, however they were set")
  func order() {
    var labels: Labels = [:]
    for name in ["c", "a", "b", "a"] { labels[name] = "\(name)!" }
    #expect(labels.pairs.map { $0.name } == ["a", "b", "c"])
    #expect(labels.description == #"{a="a!", b="b!", c="c!"}"#)
  }

  @Test("different labels never look the same, whatever a line put into them")
  func description() {
    let one: Labels = ["a": #"1", b="2"#]
    let two: Labels = ["a": "1", "b": "2"]
    #expect(one.description == #"{a="1\", b=\"2"}"#)
    #expect(two.description == #"{a="1", b="2"}"#)
    #expect((["a": "C:\\x\ny"] as Labels).description == #"{a="C:\\x\ny"}"#)
  }

  @Test("merging takes the other's values, and choosing keeps the named ones")
  func merging() {
    let labels = (["a": "1", "b": "1"] as Labels).merging(["b": "2", "c": "2"])
    #expect(labels == ["a": "1", "b": "2", "c": "2"])
    #expect(labels.only(["a", "x"]) == ["a": "1"])
  }

  @Test("labels survive being encoded")
  func coding() throws {
    let labels: Labels = ["alert": "SSHBruteForce", "ip": "203.0.113.9"]
    #expect(try JSONDecoder().decode(Labels.self, from: JSONEncoder().encode(labels)) == labels)
  }

  @Test("a fingerprint is the same in every run, and tells where a value ends")
  func fingerprint() {
    #expect((["a": "b"] as Labels).fingerprint.hexadecimal == "d1cc471618320c9c")
    #expect((["a": "bc"] as Labels).fingerprint.value != (["ab": "c"] as Labels).fingerprint.value)
  }

  @Test("a dedup key stays the same when the severity changes")
  func key() {
    var alert = Alert(
      name: "Disk",
      labels: ["alert": "Disk", "severity": "warning"],
      status: .firing,
      startsAt: .epoch
    )
    let key = alert.key
    alert.labels["severity"] = "critical"
    alert.status = .resolved
    #expect(alert.key == key)
    alert.labels["mount"] = "/srv"
    #expect(alert.key != key)
  }
}
