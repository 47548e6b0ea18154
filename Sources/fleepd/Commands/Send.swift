import ArgumentParser
import Configuration
import Daemon
import Foundation
import Messages
import Model

struct Send: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Posts one message, with files, through the daemon's outbox.",
    discussion: """
      Made for cron and pipes:
        stats.sh | fleepd send --hook stats --user 'Daily Stats' --file chart.png

      Without TEXT the message is read from standard input. When the daemon runs, the message goes through its outbox, which \
      survives a restart and keeps the hook's rate; when it does not, it is posted directly, once. Exit status 0 when posted, \
      75 when queued and not yet posted, 1 when refused.
      """
  )

  @OptionGroup var option: ConfigurationOption

  @Option(help: "The hook's name in the configuration.")
  var hook: String

  @Option(help: "The sender name that Fleep shows; else the hook's.")
  var user: String?

  @Option(name: .customLong("file"), help: "A file to attach; may be repeated.", completion: .file())
  var files: [String] = []

  @Flag(help: "Wait until the daemon has posted the message or the hook refused it, however long that takes.")
  var wait = false

  @Argument(help: "The text; else standard input.")
  var text: [String] = []

  /// How long a message may take before the command says that it is queued.
  private static let patience = Duration.seconds(10)

  func run() async throws {
    let result = ConfigurationLoader.load(path: option.path)
    let definition = try result.configuration.map { try self.definition(in: $0) }
    if definition != nil { result.report() }
    // Where the hook's secret is for others to read, the running daemon knows what the hook takes, and says so.
    let hook = definition ?? HookDefinition(name: HookName(hook), url: Secret(""))
    guard definition == nil || files.count <= hook.maxFiles else {
      Terminal.complain("hook \(hook.name) takes \(hook.maxFiles) files in a message (max_files), not \(files.count)")
      throw SystemExit.failure
    }
    let message = ControlRequest.Message(
      hook: hook.name,
      user: user,
      text: try messageText(for: hook),
      files: try attachments(for: hook)
    )
    switch try option.runningDaemon().askIfRunning(.send(message, wait: wait ? nil : Send.patience)) {
    case .sent(let outcome): try tell(outcome)
    case nil: try tell(await postDirectly(message, configuration: result))
    default: throw SystemExit.systemError
    }
  }

  private func definition(in configuration: Configuration) throws -> HookDefinition {
    if let hook = configuration.hooks.first(where: { $0.name.text == hook }) { return hook }
    let known = configuration.hooks.map(\.name.text).joined(separator: ", ")
    Terminal.complain("there is no hook '\(hook)'; the configuration has \(known)")
    throw SystemExit.failure
  }

  private func postDirectly(_ message: ControlRequest.Message, configuration result: LoadResult) async throws
    -> SendOutcome
  {
    guard let configuration = result.configuration else {
      result.report()
      throw SystemExit.configuration
    }
    let renderer = MessageRenderer(host: configuration.rules.externalLabels["host"])
    return await DirectPost(hook: try definition(in: configuration), renderer: renderer).post(message)
  }

  private func tell(_ outcome: SendOutcome) throws {
    switch outcome {
    case .posted: return
    case .queued(let reason):
      Terminal.complain("queued, not yet posted" + (reason.map { ": \($0)" } ?? ""))
      throw SystemExit.temporaryFailure
    case .refused(let reason):
      Terminal.complain(reason)
      throw SystemExit.failure
    }
  }

  private func messageText(for hook: HookDefinition) throws -> String {
    let given = text.isEmpty ? standardInput(for: hook) : text.joined(separator: " ")
    let trimmed = given.trimmingCharacters(in: .newlines)
    guard !trimmed.isEmpty || !files.isEmpty else {
      Terminal.complain("there is nothing to send: give a text, or write it to standard input")
      throw ExitCode.validationFailure
    }
    return trimmed
  }

  /// As much of it as goes along as a file where it is too long for a message; what is beyond that is told, and in the message, too.
  private func standardInput(for hook: HookDefinition) -> String {
    let limit = hook.maxFileSize.bytes
    let bytes = StandardInput.bytes(limit: limit)
    if bytes.count > limit {
      Terminal.complain("only the beginning is sent: the hook takes no more (max_file_size, \(limit) bytes)")
    }
    // A byte more than fits has the message say that it is cut.
    return String(decoding: bytes.prefix(limit + 1), as: UTF8.self)
  }

  private func attachments(for hook: HookDefinition) throws -> [Attachment] {
    var total = 0
    return try files.map { path in
      let file = try Send.attachment(path: path, limit: hook.maxFileSize)
      if case .bytes(let bytes) = file.content { total += bytes.count }
      guard total <= hook.maxTotalFileSize.bytes else {
        Terminal.complain("the files are larger together than a message may be (\(hook.maxTotalFileSize.bytes) bytes)")
        throw SystemExit.failure
      }
      return file
    }
  }

  /// Reads a file now, since it may be gone when its message is posted.
  private static func attachment(path: String, limit: ByteCount) throws -> Attachment {
    let bytes: Data
    do {
      let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      // A byte more than the hook takes is enough to know that it is too large.
      bytes = try file.read(upToCount: limit.bytes + 1) ?? Data()
    } catch {
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
      let reason = cause.flatMap { $0.domain == NSPOSIXErrorDomain ? String(cString: strerror(Int32($0.code))) : nil }
      Terminal.complain("cannot read \(path): \(reason ?? (error as NSError).localizedDescription)")
      throw ExitCode(66)
    }
    guard bytes.count <= limit.bytes else {
      Terminal.complain("\(path) is larger than the hook takes (max_file_size, \(limit.bytes) bytes)")
      throw SystemExit.failure
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    return Attachment(name: name, type: MediaType.ofFile(named: name), content: .bytes([UInt8](bytes)))
  }
}
