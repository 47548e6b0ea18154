import Testing

@testable import Patterns

@Suite struct GrokTests {
  @Test(
    "every named pattern can be used, with a field and with a quantifier",
    arguments: Grok.definitions.map { $0.name }
  )
  func everyName(name: String) throws {
    #expect(try Pattern("^%{\(name)}+$").text == "^%{\(name)}+$")
    #expect(try Pattern("%{\(name):field}").captureNames.contains("field"))
  }

  @Test("an access log line gives the fields that dashboards expect")
  func accessLog() throws {
    let line = """
      203.0.113.9 - frank [10/Oct/2026:13:55:36 +0200] "GET /a?b=c HTTP/1.1" 200 2326 "https://example.org/\\"x" "Mozilla/5.0 (X11)"
      """
    let combined = try #require(try Pattern("^%{COMBINEDAPACHELOG}$").captures(in: line))
    #expect(
      combined == [
        "clientip": "203.0.113.9", "ident": "-", "auth": "frank", "timestamp": "10/Oct/2026:13:55:36 +0200",
        "verb": "GET",
        "request": "/a?b=c", "httpversion": "1.1", "response": "200", "bytes": "2326",
        "referrer": "https://example.org/\\\"x", "agent": "Mozilla/5.0 (X11)",
      ]
    )
    let broken = #"::1 - - [10/Oct/2026:13:55:36 +0200] "\x16\x03" 400 -"#
    let common = try #require(try Pattern("^%{COMMONAPACHELOG}").captures(in: broken))
    #expect(common["clientip"] == "::1" && common["rawrequest"] == #"\x16\x03"# && common["response"] == "400")
    #expect(common["verb"] == nil && common["bytes"] == nil)
  }

  @Test("a syslog line gives its parts")
  func syslog() throws {
    let pattern = try Pattern("^%{SYSLOGLINE}$")
    let classic = "Nov  3 09:05:01 web-1 sshd[4711]: Failed password for root"
    #expect(
      pattern.captures(in: classic) == [
        "timestamp": "Nov  3 09:05:01", "logsource": "web-1", "program": "sshd", "pid": "4711",
        "message": "Failed password for root",
      ]
    )
    let modern = "2026-11-03T09:05:01.123456+02:00 web-1 postfix/smtpd: connect from x"
    #expect(pattern.captures(in: modern)?["program"] == "postfix/smtpd")
  }

  @Test(
    "the whole text is taken, or it is not one",
    arguments: [
      ("IPV4", ["0.0.0.0", "203.0.113.255", "10.1.2.3"], ["256.1.1.1", "1.2.3", "1.2.3.4.5"]),
      (
        "IPV6",
        [
          "::", "::1", "2001:db8::8a2e:370:7334", "1:2:3:4:5:6:7:8", "fe80::1%eth0", "::ffff:192.0.2.1", "1::",
          "1:2:3:4:5:6:7::",
        ],
        ["1:2:3", ":::", "1:2:3:4:5:6:7:8:9", "12345::", "1::2::3"]
      ),
      ("NUMBER", ["0", "-1.5", "+.25", "123"], ["1.", "a", "--1", ""]),
      (
        "TIMESTAMP_ISO8601", ["2026-11-03T09:05:01Z", "2026-11-03 09:05:01,123", "2026-11-03T09:05+02:00"],
        ["2026-13-03T09:05:01Z"]
      ),
      ("SYSLOGTIMESTAMP", ["Jan  1 00:00:00", "Dec 31 23:59:60"], ["Foo 1 00:00:00", "Jan 1 24:00:00"]),
      ("HTTPDATE", ["10/Oct/2026:13:55:36 +0000"], ["10-Oct-2026 13:55:36"]),
      ("LOGLEVEL", ["WARN", "warning", "ERROR", "Err", "notice"], ["loud", "errors"]),
      ("QUOTEDSTRING", [#""a \" b""#, "'x'", "``"], [#""a"#, #"a""#]),
      ("UUID", ["123e4567-e89b-12d3-a456-426614174000"], ["123e4567-e89b-12d3-a456-42661417400"]),
      ("MAC", ["00:1b:44:11:3a:b7", "001b.4411.3ab7", "00-1B-44-11-3A-B7"], ["00:1b:44:11:3a"]),
      ("URI", ["https://user:pw@example.org:8443/a/b?c=d#e"], ["example.org"]),
      ("EMAILADDRESS", ["a.b+c@example.org"], ["a.b", "@example.org"]),
      ("PATH", ["/var/log/syslog.1", #"C:\Windows\x.log"#], ["a b"]),
      ("HOSTNAME", ["web-1.example.org", "localhost", "_srv.x"], ["a b", "-x"]),
      ("WORD", ["abc_1"], ["a-b"]),
    ]
  )
  func whole(name: String, valid: [String], invalid: [String]) throws {
    let pattern = try Pattern("^%{\(name)}$")
    for text in valid { #expect(pattern.captures(in: text) != nil, "\(text)") }
    for text in invalid { #expect(pattern.captures(in: text) == nil, "\(text)") }
  }

  @Test("an escaped place is literal, and a type after the field is passed over")
  func places() throws {
    #expect(try Pattern(#"^\%{IP}$"#).captures(in: "%{IP}") != nil)
    #expect(try Pattern("(?<a>x)%{INT:n:int}").captures(in: "x12") == ["a": "x", "n": "12"])
    #expect(try Grok.expanded("a%{SPACE}b") == #"a(?:\s*)b"#)
  }
}
