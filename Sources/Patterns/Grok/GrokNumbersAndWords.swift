extension Grok {
  typealias Definition = (name: String, pattern: String)

  static let numbers: [Definition] = [
    ("INT", #"[+-]?\d+"#),
    ("POSINT", #"\b[1-9]\d*\b"#),
    ("NONNEGINT", #"\b\d+\b"#),
    ("BASE10NUM", #"(?<![\d.+-])[+-]?(?:\d+(?:\.\d+)?|\.\d+)"#),
    ("NUMBER", "%{BASE10NUM}"),
    ("BASE16NUM", #"(?<![[:xdigit:]])[+-]?(?:0x)?[[:xdigit:]]+"#),
    ("BASE16FLOAT", #"\b(?<![[:xdigit:].])[+-]?(?:0x)?(?:[[:xdigit:]]+(?:\.[[:xdigit:]]*)?|\.[[:xdigit:]]+)\b"#),
  ]

  static let words: [Definition] = [
    ("WORD", #"\b\w+\b"#),
    ("NOTSPACE", #"\S+"#),
    ("SPACE", #"\s*"#),
    ("DATA", ".*?"),
    ("GREEDYDATA", ".*"),
    ("QUOTEDSTRING", #"(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\]|\\.)*+`)"#),
    ("QS", "%{QUOTEDSTRING}"),
    ("UUID", #"[[:xdigit:]]{8}-(?:[[:xdigit:]]{4}-){3}[[:xdigit:]]{12}"#),
    ("USERNAME", "[a-zA-Z0-9._-]+"),
    ("USER", "%{USERNAME}"),
    ("EMAILLOCALPART", #"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*"#),
    ("EMAILADDRESS", "%{EMAILLOCALPART}@%{HOSTNAME}"),
  ]
}
