@testable import Inputs
import Model
import Patterns
import Testing

let pollTime = Instant(milliseconds: 1_795_500_000_000)

/// The samples of an output as text, `name{labels} value`, or the reason why there are none.
func read(_ output: String, as parse: CommandMetric.Parse, status: Int = 0) throws -> [String] {
  let format = try CommandMetric(command: ["x"], parse: parse).format()
  do {
    return try format.samples(in: Array(output.utf8), status: status, of: "m", at: pollTime).map { sample in
      #expect(sample.time == pollTime)
      // The values as they are, with nothing escaped.
      let labels = sample.labels.pairs.map { "\($0.name)=\"\($0.value)\"" }.joined(separator: ", ")
      return "\(sample.metric)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)"
    }
  } catch {
    return ["unparsable: \(error)"]
  }
}

@Suite("Output formats")
struct OutputFormatTests {
  @Test(
    "number: the output is one number",
    arguments: [
      ("42\n", "m 42.0"),
      ("  -3.5  ", "m -3.5"),
      ("+1e3", "m 1000.0"),
      ("", "unparsable: it printed nothing"),
      (" \n\n", "unparsable: it printed nothing"),
      ("3,5", "unparsable: not one number: '3,5'"),
      ("0x10", "unparsable: not one number: '0x10'"),
      ("nan", "unparsable: not one number: 'nan'"),
      ("1e999", "unparsable: not one number: '1e999'"),
      ("load 1\n", "unparsable: not one number: 'load 1'"),
      ("1 2", "unparsable: not one number: '1 2'"),
    ]
  )
  func number(output: String, expected: String) throws {
    #expect(try read(output, as: .number) == [expected])
  }

  @Test(
    "regex: the group value is the number, other named groups are labels",
    arguments: [
      (#"(?<value>\d+)%"#, "Use%\n 93%\n", "m 93.0"),
      (#"(?<value>\d+)%\s+(?<mount>/\S*)"#, "/dev/vda 17% /var\n", #"m{mount="/var"} 17.0"#),
      (#"(?<value>\d+)%"#, "none", "unparsable: the pattern does not match: 'none'"),
      (#"(?<value>\S+)$"#, "x y", "unparsable: the group 'value' is not a number: 'y'"),
      (#"a(?<value>\d+)?"#, "a", "unparsable: the pattern's group 'value' took no part in the match: 'a'"),
    ]
  )
  func regex(pattern: String, output: String, expected: String) throws {
    #expect(try read(output, as: .regex(pattern)) == [expected])
  }

  @Test(
    "keyvalue: a sample for every key with a number",
    arguments: [
      ("a=1\nb = 2.5\n", [#"m{key="a"} 1.0"#, #"m{key="b"} 2.5"#]),
      ("MemTotal:   16384 kB\nMemFree:  12 kB", [#"m{key="MemFree"} 12.0"#, #"m{key="MemTotal"} 16384.0"#]),
      ("load.value 0.5\nother.value U\n", [#"m{key="load.value"} 0.5"#]),
      ("a=1 b=2, c=3", [#"m{key="a"} 1.0"#, #"m{key="b"} 2.0"#, #"m{key="c"} 3.0"#]),
      ("# comment\n\nqueue length: 7", [#"m{key="queue length"} 7.0"#]),
      ("state=ok\na=1", [#"m{key="a"} 1.0"#]),
      ("nothing here", ["unparsable: no key with a number: 'nothing here'"]),
      ("", ["unparsable: no key with a number: ''"]),
    ]
  )
  func keyvalue(output: String, expected: [String]) throws {
    #expect(try read(output, as: .keyvalue) == expected)
  }

  @Test(
    "json: a sample for every number, by its path",
    arguments: [
      (
        #"{"a": {"b": 1, "c": [2, {"d": 3.5}]}, "text": "x", "no": null}"#,
        [#"m{key="a.b"} 1.0"#, #"m{key="a.c.0"} 2.0"#, #"m{key="a.c.1.d"} 3.5"#]
      ),
      (#"{"up": true, "down": false}"#, [#"m{key="down"} 0.0"#, #"m{key="up"} 1.0"#]),
      ("17", ["m 17.0"]),
      (#"{"a": "1"}"#, [#"unparsable: no number in it: '{"a": "1"}'"#]),
      ("{", ["unparsable: not JSON: '{'"]),
      ("", ["unparsable: not JSON: ''"]),
    ]
  )
  func json(output: String, expected: [String]) throws {
    #expect(try read(output, as: .json) == expected)
  }

  @Test(
    "nagios: the status, and performance data with thresholds, in base units",
    arguments: [
      ("OK - all well", 0, ["m_status 0.0"]),
      (
        "WARNING: high | load1=5.2;5;10;0", 1,
        [
          "m_status 1.0", #"m_perfdata{label="load1"} 5.2"#, #"m_perfdata_warn{label="load1"} 5.0"#,
          #"m_perfdata_crit{label="load1"} 10.0"#, #"m_perfdata_min{label="load1"} 0.0"#,
        ]
      ),
      (
        "OK | time=250ms;;;0;10000", 0,
        [
          "m_status 0.0", #"m_perfdata{label="time"} 0.25"#, #"m_perfdata_min{label="time"} 0.0"#,
          #"m_perfdata_max{label="time"} 10.0"#,
        ]
      ),
      (
        "OK | /=2KB;1:;@2:4", 0,
        [
          "m_status 0.0", #"m_perfdata{label="/"} 2048.0"#, #"m_perfdata_warn{label="/"} 1024.0"#,
          #"m_perfdata_crit{label="/"} 4096.0"#,
        ]
      ),
      (
        "OK | 'it''s free'=80% x=U y=3c", 0,
        ["m_status 0.0", #"m_perfdata{label="it's free"} 80.0"#, #"m_perfdata{label="y"} 3.0"#]
      ),
      (
        "OK | a=1\nlong text\nmore | b=2\nc=3", 0,
        [
          "m_status 0.0", #"m_perfdata{label="a"} 1.0"#, #"m_perfdata{label="b"} 2.0"#, #"m_perfdata{label="c"} 3.0"#,
        ]
      ),
      ("CRITICAL | junk 'open=1 =4 a=b;c", 2, ["m_status 2.0"]),
      ("", 3, ["m_status 3.0"]),
    ]
  )
  func nagios(output: String, status: Int, expected: [String]) throws {
    #expect(try read(output, as: .nagios, status: status) == expected)
  }

  @Test("nagios: what the plugin says for people is the detail of its status, and of nothing else")
  func nagiosDetail() throws {
    let format = NagiosFormat()
    func details(_ output: String) throws -> [String?] {
      try format.samples(in: Array(output.utf8), status: 2, of: "m", at: .epoch).map(\.detail)
    }
    #expect(try details("CRITICAL -  load: 9.3 | load1=9.3\nmore") == ["CRITICAL - load: 9.3", nil])
    #expect(try details("| a=1") == [nil, nil])
    #expect(try details(String(repeating: "x", count: 1_000)).first??.count == 300)
  }

  @Test(
    "prometheus: names and labels as they are",
    arguments: [
      (
        "# HELP a A.\n# TYPE a gauge\na 1\n\nb{x=\"1\",y=\"two\",} 2.5e3\n",
        ["a 1.0", #"b{x="1", y="two"} 2500.0"#]
      ),
      (#"a{p="C:\\d\"\n"} +Inf"#, ["a{p=\"C:\\d\"\n\"} inf"]),
      ("a NaN\r\n", ["a nan"]),
      ("a{} 1 # {trace=\"x\"} 1", ["a 1.0"]),
      ("a 1\nb{x} 2", ["unparsable: line 2: a label expected at column 4: 'b{x} 2'"]),
      ("a", ["unparsable: line 1: a number expected at column 2: 'a'"]),
      ("a 1 soon", ["unparsable: line 1: a time stamp expected at column 9: 'a 1 soon'"]),
      ("<html>", ["unparsable: line 1: a metric's name expected at column 1: '<html>'"]),
      ("# nothing", ["unparsable: no sample in it: '# nothing'"]),
    ]
  )
  func prometheus(output: String, expected: [String]) throws {
    #expect(try read(output, as: .prometheus) == expected)
  }

  @Test("prometheus: a time stamp of the sample's own is kept")
  func timestamps() throws {
    let samples = try PrometheusFormat().samples(in: Array("a 1 1700000000123".utf8), status: 0, of: "m", at: pollTime)
    #expect(samples.map(\.time) == [Instant(milliseconds: 1_700_000_000_123)])
  }
}
