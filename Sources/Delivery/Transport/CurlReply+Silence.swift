import CCurl
import Glibc

// Why there was no answer, so that people know where to look: at their name server, their network, the other side or a certificate.
extension CurlReply {
  /// A sentence without the address: of libcurl's texts only the constant ones are used, since the others may hold it.
  var silence: String {
    let text = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "the host's name was not found"
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "the proxy's name was not found"
    case CURLE_COULDNT_CONNECT:
      return (systemError > 0 ? "no connection: \(String(cString: strerror(systemError)))" : "no connection") + byProxy
    case CURLE_OPERATION_TIMEDOUT:
      return lateness
    case CURLE_PEER_FAILED_VERIFICATION:
      return "TLS: the certificate is not from a known authority, or not for this host"
    case CURLE_SSL_CACERT_BADFILE:
      return "TLS: the file of certificates cannot be read"
    case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_USE_SSL_FAILED:
      return "TLS: \(text)"
    default:
      return proxyStatus >= 300 ? "the proxy refused: HTTP \(proxyStatus)" : text
    }
  }

  private var byProxy: String { mayBeProxy ? " (a proxy is set)" : "" }

  private var lateness: String {
    switch stage {
    case .name: "the host's name was not found in time"
    case .connection: "no connection in time\(byProxy)"
    case .handshake: "no TLS handshake in time"
    case .request: wasSent ? "no answer in time" : "the message was not sent in time"
    }
  }
}
