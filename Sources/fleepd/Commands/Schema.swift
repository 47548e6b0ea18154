import ArgumentParser
import Configuration

struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints the JSON Schema of the configuration, for editors.",
    discussion: """
      An editor that speaks to yaml-language-server completes and checks rule files that begin with
        # yaml-language-server: $schema=PATH
      where PATH holds the output of `fleepd schema rules`.
      """
  )

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case main
    case rules
  }

  @Argument(help: "Which file's: the main file's or a rule file's.")
  var kind: Kind = .rules

  func run() {
    switch kind {
    case .main: Terminal.print(JSONSchema.mainFile)
    case .rules: Terminal.print(JSONSchema.ruleFile)
    }
  }
}
