import FleepHooks
import Model

/// One request as the curl thread is given it.
struct CurlRequest: Sendable {
  var url: Secret
  /// What libcurl may speak for it, as `https`.
  var protocols: String
  /// Nil: a GET.
  var body: HookRequest?
  var agent: String
  var caFile: String?
  var connectLimit: Duration
  var totalLimit: Duration
}
