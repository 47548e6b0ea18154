/// The first patterns of the rules, written the way that each tool reads them.
struct RuleFiles {
  let patterns: String
  let unnamedPatterns: String
  let swatchdog: String

  init(count: Int, folder: String) throws {
    let templates = Rules.templates(count)
    let unnamed = templates.map { $0.pattern(isNamed: false) }
    patterns = "\(folder)/patterns.\(count)"
    unnamedPatterns = "\(folder)/unnamed.\(count)"
    swatchdog = "\(folder)/swatchdog.\(count)"
    try Output(patterns).write(Array(templates.map { $0.pattern(isNamed: true) }.joined(separator: "\n").utf8))
    try Output(unnamedPatterns).write(Array(unnamed.joined(separator: "\n").utf8))
    // Each rule prints its lines and lets the next one see them too.
    let rules = unnamed.map { pattern in
      "watchfor /\(pattern.replacing("/", with: "\\/").replacing("@", with: "\\@"))/\n  echo\n  continue\n"
    }
    try Output(swatchdog).write(Array(rules.joined().utf8))
  }
}
