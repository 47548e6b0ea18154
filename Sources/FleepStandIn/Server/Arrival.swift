/// A request whose head has come: what is known of it before its body.
struct Arrival {
  /// Its place among the records.
  var record: Int
  /// Nil where no hook will see it.
  var key: String?
  var settings: StandInSettings
  var next: Next

  enum Next {
    /// The body is read and judged; the script's answer, if any, is given then.
    case receive(CheckedHead, sender: String?, script: ScriptedAnswer?)
    /// No body is needed to say this.
    case answer(ScriptedAnswer)
  }
}
