/// Why a request is not taken: what is answered, and what is recorded; never holds a key.
struct Refusal: Error, Equatable {
  var status: Int
  var errorID: String
  var detail: String

  init(_ status: Int, _ errorID: String, _ detail: String) {
    self.status = status
    self.errorID = errorID
    self.detail = detail
  }

  static func badRequest(_ detail: String) -> Refusal { Refusal(400, "bad_request", detail) }
  static func tooLarge(_ detail: String) -> Refusal { Refusal(413, "too_large", detail) }
  static func unsupported(_ detail: String) -> Refusal { Refusal(415, "unsupported_media_type", detail) }
  // One answer for all that leads nowhere: a stranger must not learn which keys there are.
  static func notFound(_ detail: String) -> Refusal { Refusal(404, "not_found", detail) }
}
