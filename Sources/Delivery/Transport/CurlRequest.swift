import FleepHooks
import Glibc
import Model

/// One request as the curl thread is given it.
struct CurlRequest: Sendable {
  var url: Secret
  /// `https`, else plain `http`: libcurl speaks nothing else for it.
  var isSecure: Bool
  /// It goes to this machine, where no proxy can bring it.
  var isLoopback: Bool
  /// Nil: a GET.
  var body: HookRequest?
  var agent: String
  var caFile: String?
  /// Nil: what the environment says.
  var proxy: Secret?
  var connectLimit: Duration
  var totalLimit: Duration

  /// A proxy is set for it, here or in the environment; `no_proxy` may still make an exception.
  var mayUseProxy: Bool {
    let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
    return !isLoopback && (proxy != nil || names.contains { getenv($0).map { $0.pointee != 0 } == true })
  }
}
