import FleepHooks
import Testing

@Suite("A message's body as text")
struct MessageBodyTests {
  @Test(
    "Each element has its text",
    arguments: [
      ("<msg><p>a<br/>b</p><p>c</p></msg>", "a\nb\n\nc"),
      ("<msg><p><b flp=\"*\" fls=\"*\">a</b> <i flp=\"_\" fls=\"_\">b</i></p></msg>", "a b"),
      ("<msg><p>x <emo kind=\"esmile\">:)</emo> y</p></msg>", "x :) y"),
      (
        "<msg><p>see <a href=\"https://example.org/1\">the page</a>.</p></msg>", "see the page (https://example.org/1)."
      ),
      ("<msg><p><a href=\"https://example.org\">example.org</a></p></msg>", "https://example.org"),
      ("<msg><p><a href=\"https://example.org\"/></p></msg>", "https://example.org"),
      (
        "<msg><p>e<a href=\"https://a.example\">\u{301}</a><a href=\"https://b.example\">b</a></p></msg>",
        "e\u{301} (https://a.example)b (https://b.example)"
      ),
      ("<msg><p>a<file key=\"1\">f.txt</file>b</p></msg>", "ab"),
      ("<msg><p><q>quoted</q><br/>answer</p></msg>", "quoted\nanswer"),
      ("<msg><p>a</p><p><pre flp=\":::\n\">x &lt; y\n  z</pre></p></msg>", "a\n\nx < y\n  z"),
      ("<msg><p><blink>a</blink><x:y z='1'>b</x:y></p></msg>", "ab"),
      ("<msg><p>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F642;</p></msg>", "&<>\"'A🙂"),
      ("<msg>a</msg><msg>b</msg>", "ab"), ("<msg><p/></msg>", ""), ("<msg/>", ""),
      ("plain <b>text</b>", "plain <b>text</b>"),
      ("<msg><p>a\u{9B}2Jb\u{202E}c</p></msg>", "a\u{FFFD}2Jb\u{FFFD}c"),
    ]
  )
  func read(_ xml: String, _ text: String) throws {
    #expect(try PayloadFixture.body(xml).text == text)
  }

  @Test(
    "A command is what was typed, without quotes",
    arguments: [
      ("<msg><p><q>!ack a</q></p><p>!status</p></msg>", "!status"),
      ("<msg><p>!chart a <b flp=\"*\" fls=\"*\">b</b> 6h</p></msg>", "!chart a *b* 6h"),
      (
        "<msg><p>!x <a flp=\"https://e.org&lt;&lt;\" fls=\"&gt;&gt;\" href=\"https://e.org\">l</a></p></msg>",
        "!x https://e.org<<l>>"
      ),
    ]
  )
  func typed(_ xml: String, _ text: String) throws {
    #expect(try PayloadFixture.body(xml).commandText == text)
  }

  @Test(
    "Broken XML gives its text all the same",
    arguments: [
      ("<msg><p>a<br/>b</msg>", "a\nb"), ("<msg><p>a &nbsp; b &amp; c</p></msg>", "a &nbsp; b & c"),
      ("<msg><p>a</p><p>b", "a\n\nb"), ("<msg><p>a < b</p></msg>", "a < b"), ("<msg><!-- x --><p>a</p></msg>", "a"),
      ("<msg><![CDATA[a]]><p>b</p></msg>", "b"), ("<msg><p a=b>c</p></msg>", "c"),
      ("<msg><p>&#xD800;&#1114112;&;</p></msg>", "&#xD800;&#1114112;&;"),
    ]
  )
  func broken(_ xml: String, _ text: String) throws {
    let message = try PayloadFixture.body(xml)
    #expect(message.text == text)
    // A quote can't be told from the rest any more.
    #expect(message.commandText == "")
  }

  @Test("Document types and entities of one's own are text like any other")
  func entityBomb() throws {
    let bomb = "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><msg>&b;</msg>"
    #expect(try PayloadFixture.body(bomb).text == bomb)
    let inside = "<msg><!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><p>&f;</p></msg>"
    #expect(try PayloadFixture.body(inside).text.contains("&f;"))
  }

  @Test("A hundred levels of nesting and a text of two megabytes are read")
  func large() throws {
    let nested = "<msg>" + String(repeating: "<b>", count: 99) + "x" + String(repeating: "</b>", count: 99) + "</msg>"
    #expect(try PayloadFixture.body(nested).text == "x")
    let deeper =
      "<msg>" + String(repeating: "<b>", count: 5_000) + "x" + String(repeating: "</b>", count: 5_000) + "</msg>"
    #expect(try PayloadFixture.body(deeper).text == "x")
    let unfinished = "<msg><p>" + String(repeating: "<a ", count: 100_000)
    #expect(try PayloadFixture.body(unfinished).text.utf8.count == 299_999)
    let text = String(repeating: "a", count: 2 << 20)
    let message = #"{"mk_message_type":"text","message":"<msg><p>\#(text)</p></msg>"}"#
    #expect(try OutgoingPayload(json: PayloadFixture.payload(message)).messages[0].text.utf8.count == 2 << 20)
  }
}
