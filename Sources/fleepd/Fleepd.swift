import ArgumentParser
import Daemon
import Threads

/// The program: its tasks run on threads of its own, so that they cost nothing while there is nothing to do.
@main
enum Program {
  static func main() {
    TaskPool.run { await Fleepd.main() }
  }
}

/// The command line: each command is one file in `Commands`, and one line in this list.
struct Fleepd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleepd",
    abstract: "Watches logs and metrics, and tells Fleep conversations what matters.",
    version: Version.text,
    subcommands: [
      Run.self,
      Demo.self,
      Check.self,
      Test.self,
      Explain.self,
      ReplayCommand.self,
      Send.self,
      Status.self,
      Alerts.self,
      WhyCommand.self,
      SilenceCommand.self,
      Acknowledge.self,
      Outbox.self,
      Plaintext.self,
      Schema.self,
    ]
  )
}
