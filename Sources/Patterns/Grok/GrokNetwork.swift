extension Grok {
  static let network: [Definition] = [
    ("CISCOMAC", #"(?:[[:xdigit:]]{4}\.){2}[[:xdigit:]]{4}"#),
    ("WINDOWSMAC", "(?:[[:xdigit:]]{2}-){5}[[:xdigit:]]{2}"),
    ("COMMONMAC", "(?:[[:xdigit:]]{2}:){5}[[:xdigit:]]{2}"),
    ("MAC", "(?:%{CISCOMAC}|%{WINDOWSMAC}|%{COMMONMAC})"),
    ("IPV4", #"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\d|\.\d)"#),
    ("IPV6", #"(?<![[:xdigit:]:.])"# + ipv6 + #"(?:%[0-9a-zA-Z._-]+)?(?![[:xdigit:]:])"#),
    ("IP", "(?:%{IPV6}|%{IPV4})"),
    (
      "HOSTNAME",
      #"\b[0-9A-Za-z_](?:[0-9A-Za-z_-]{0,62})(?:\.[0-9A-Za-z_](?:[0-9A-Za-z_-]{0,62}))*(?:\.?(?![0-9A-Za-z_.-])|\b)"#
    ),
    ("HOST", "%{HOSTNAME}"),
    ("IPORHOST", "(?:%{IP}|%{HOSTNAME})"),
    ("HOSTPORT", #"%{IPORHOST}:\d{1,5}"#),
    ("UNIXPATH", #"(?:/[\w%!$@:.,+~*-]*)+"#),
    ("WINPATH", #"(?:[A-Za-z]:|\\)(?:\\[^\\?*\s]*)+"#),
    ("PATH", "(?:%{UNIXPATH}|%{WINPATH})"),
    ("TTY", #"/dev/(?:pts/\d+|tty[\w/]*)"#),
    ("URIPROTO", "[A-Za-z](?:[A-Za-z0-9+.-]+)+"),
    ("URIHOST", #"%{IPORHOST}(?::\d{1,5})?"#),
    ("URIPATH", #"(?:/[\w$.+!*'(){},~:;=@#%&|-]*)+"#),
    ("URIPARAM", #"\?[\w$.+!*'|(){},~@#%&/=:;?<>\[\]-]*"#),
    ("URIPATHPARAM", "%{URIPATH}(?:%{URIPARAM})?"),
    ("URI", "%{URIPROTO}://(?:%{USER}(?::[^@]*)?@)?(?:%{URIHOST})?(?:%{URIPATHPARAM})?"),
  ]

  /// An address of eight groups, `::` for any run of empty ones, the last two perhaps written as IPv4: one branch for each number of
  /// groups before the `::`.
  private static let ipv6: String = {
    let group = "[[:xdigit:]]{1,4}"
    let tail = #"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})"#
    var branches = ["(?:\(group):){7}\(group)", "(?:\(group):){6}\(tail)"]
    for before in (0...7).reversed() {
      let room = 7 - before
      let head = before == 0 ? ":" : "(?:\(group):){\(before)}"
      var after: [String] = []
      if room >= 3 { after.append("(?::\(group)){0,\(room - 3)}:\(tail)") }
      after.append(room > 0 ? "(?::\(group)){1,\(room)}" : "")
      if room > 0 { after.append(":") }
      branches.append(room > 0 ? "\(head)(?:\(after.joined(separator: "|")))" : "\(head):")
    }
    return "(?:" + branches.joined(separator: "|") + ")"
  }()
}
