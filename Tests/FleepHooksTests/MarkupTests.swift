import FleepHooks
import Testing

@Suite("Markup")
struct MarkupTests {
  static let ordinary = [
    "Failed password for root from 203.0.113.9 port 22 ssh2",
    #"203.0.113.9 - - [24/Nov/2026:22:00:00 +0000] "GET /index.html HTTP/1.1" 200 612 "-" "curl/8.5.0""#,
    "CRON[123]: (root) CMD (run-parts /etc/cron.hourly)",
    "kernel: EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm snake_case: reading directory",
    "java.lang.IllegalStateException: a*b < c && d >> 2\n\tat com.example.Main.run(Main.java:42)",
    "/var/log/nginx/*.log", "5 * 3 = 15", "- a list", "* a list", "a -- b", "web-1", "root@web-1.example.org",
    "100 % [ok] {x} `y` #1", "Grüße 漢字 🙂 👩‍🚒", "max(1, 2)", "it wrote: 5 bytes", "12:30:05", "std::vector<int>", "",
  ]

  @Test("Ordinary text comes back as it is", arguments: ordinary)
  func unchanged(_ text: String) {
    #expect(Markup.inert(text) == text)
  }

  @Test(
    "What would be markup is broken by a character that shows nothing",
    arguments: [
      ("a *bold* word", "a |*bold* word"), ("_italic_", "|_italic_"), ("https://evil.example", "https:|//evil.example"),
      ("www.evil.example", "www|.evil.example"), ("see x<<here>>", "see x<|<here>>"), ("@bob", "@|bob"),
      ("/pin", "|/pin"), ("a\n/kick ann", "a\n|/kick ann"), ("disk /", "disk /"), ("host:/", "host:|/"),
      ("(y)", "(|y)"),
      ("((Bug))", "((|Bug))"), ("done", "|done"), ("> quote", "|> quote"), ("a\n> b", "a\n|> b"), ("---", "|---"),
      ("-- ", "|-- "), ("From: a", "|From: a"), ("Ann wrote:", "Ann wrote|:|"), (":::", "|:::|"), ("is (a:", "is (a:|"),
      ("ok (y", "ok (|y"),
      ("---- Original Message ----", "|---- Original Message ----"),
    ]
  )
  func broken(_ text: String, _ inert: String) {
    #expect(Markup.inert(text) == inert.replacing("|", with: "\u{200B}"))
    #expect(Markup.shown(Markup.inert(text)) == text)
  }

  @Test("Control characters vanish or show as U+FFFD, and line breaks become LF")
  func controls() {
    #expect(Markup.inert("a\u{1B}[1mb\u{0}\tc\r\nd\re\u{2028}f") == "a[1mb\tc\nd\ne\nf")
    #expect(Markup.inert("\u{202E}a\u{85}b\u{FFFE}") == "\u{FFFD}a\u{FFFD}b\u{FFFD}")
    #expect(Markup.inertLine("a\r\nb\nc") == "a b c")
  }

  @Test(
    "Bold text is bold, or plain where it can't be",
    arguments: [
      ("DiskFull", "*DiskFull*"), ("a* b", "*a*| b*"), ("a*", "*a*|*"), ("*", "**|*"), ("", ""), (" a", " a"),
      ("a ", "a "),
      ("a\nb", "a\nb"), ("2 * 3", "*2 * 3*"),
    ]
  )
  func bold(_ text: String, _ expected: String) {
    #expect(Markup.bold(text) == expected.replacing("|", with: "\u{200B}"))
  }

  @Test("A code block holds the text as it is, but for a line that would end it")
  func codeBlock() {
    #expect(Markup.codeBlock("*a* :)\n> b\n") == ":::\n*a* :)\n> b\n:::\n")
    #expect(Markup.codeBlock("a\n:::\nb") == ":::\na\n :::\nb\n:::\n")
    #expect(Markup.codeBlock("") == "")
  }

  @Test("A named link shows its label, and is inert text where its address is none")
  func namedLink() {
    #expect(
      Markup.namedLink(url: "https://wiki.example/a?b=$c|d", label: "run <book>")
        == "https://wiki.example/a?b=%24c%7Cd<<run ‹book›>>"
    )
    #expect(Markup.namedLink(url: "https://wiki.example/", label: " ") == "https://wiki.example/")
    #expect(Markup.namedLink(url: "javascript:alert(1)", label: "x") == "x (javascript:alert(1))")
    #expect(Markup.namedLink(url: "https://a b", label: "@x") == "@\u{200B}x (https:\u{200B}//a b)")
  }
}
