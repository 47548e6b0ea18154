/// The manual page fleepd.yaml(5), in mdoc: made from the same keys that decode the files.
enum ManualPage {
  static var text: String {
    """
    .\\" Made from the keys in Sources/Configuration; docs/configuration.md and docs/rules.md say more.
    .Dd November 24, 2026
    .Dt FLEEPD.YAML 5
    .Os
    .Sh NAME
    .Nm fleepd.yaml
    .Nd configuration and rule files of fleepd
    .Sh DESCRIPTION
    .Xr fleepd 8
    reads a main file, and the rule files that it names, in YAML 1.2.
    Unknown keys, keys given twice, wrong types, bad patterns and names of what is not there are errors:
    .Ic fleepd check
    tells all of them, with their places.
    Durations are written
    .Ql 500ms , 10s , 5m , 2h , 1d , 1w ,
    and sums such as
    .Ql 1h30m ;
    sizes
    .Ql 64KiB , 10MB .
    Relative paths are relative to the file that holds them.
    .Sh MAIN FILE
    \(keys(of: Sections.main)).Sh RULE FILES
    Names are unique over all rule files.
    \(keys(of: Sections.rules)).Sh FILES
    .Bl -tag -width Ds
    .It Pa /etc/fleepd/fleepd.yaml
    The main file, unless
    .Ev FLEEPD_CONFIG
    or
    .Fl -config
    names another.
    .El
    .Sh SEE ALSO
    .Xr pcre2pattern 3 ,
    .Xr strptime 3 ,
    .Xr systemd.time 7 ,
    .Xr fleepd 8

    """
  }

  private static func keys(of sections: [any Section.Type]) -> String {
    sections.map { section in
      ".Ss Keys of \(section.titleWithArticle)\n.Bl -tag -width Ds\n"
        + section.keys.map { item($0, of: section) }.joined() + ".El\n"
    }.joined()
  }

  private static func item(_ key: any DescribedKey, of section: any Section.Type) -> String {
    let isSupported = !NotSupportedYet.keys.contains("\(section.title).\(key.name)")
    let fallback = key.isRequired ? "Required." : key.fallback.map { "Without it: \($0)." }
    let sentences = [
      isSupported ? nil : "Not supported yet.",
      key.summary,
      "Value: \(key.form.words { "the keys of \($0.titleWithArticle)" }).",
      fallback,
    ]
    return ".It Ic \(key.name)\n" + sentences.compactMap(\.self).map { escaped($0) + "\n" }.joined()
  }

  /// Text that mdoc takes as it is: each sentence on a line of its own, no control character at a line's beginning, and no
  /// backslash, which begins an escape.
  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("`", with: "").replacing(/\. (?=[A-Z])/, with: ".\n")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
