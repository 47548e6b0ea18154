import FoundationEssentials
import Model

/// `json`: every number in a JSON document, by its path: `METRIC{key="a.b"}`; true is 1 and false is 0.
///
/// Places in a list are numbers in the path; a document that is a number alone has no `key`.
struct JSONFormat: OutputFormat {
  func samples(
    in output: [UInt8],
    status: Int,
    of metric: MetricName,
    at time: Instant
  ) throws(Unparsable) -> [Sample] {
    let document: JSONValue
    do {
      document = try JSONDecoder().decode(JSONValue.self, from: Data(output))
    } catch {
      throw Unparsable("not JSON", String(decoding: output, as: UTF8.self))
    }
    let samples = document.numbers(at: "").map { key, value in
      Sample(metric: metric, labels: ["key": key], value: value, time: time)
    }
    guard !samples.isEmpty else { throw Unparsable("no number in it", String(decoding: output, as: UTF8.self)) }
    return samples
  }
}

private indirect enum JSONValue: Decodable {
  case number(Double)
  case list([JSONValue])
  case object([String: JSONValue])
  /// A text or null.
  case other

  init(from decoder: any Decoder) throws {
    if let object = try? [String: JSONValue](from: decoder) {
      self = .object(object)
      return
    }
    if let list = try? [JSONValue](from: decoder) {
      self = .list(list)
      return
    }
    let value = try decoder.singleValueContainer()
    if let truth = try? value.decode(Bool.self) {
      self = .number(truth ? 1 : 0)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else {
      self = .other
    }
  }

  func numbers(at path: String) -> [(key: String, value: Double)] {
    func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    switch self {
    case .number(let value): return [(path, value)]
    case .list(let values): return values.enumerated().flatMap { $1.numbers(at: below("\($0)")) }
    case .object(let values):
      return values.sorted { $0.key < $1.key }.flatMap { $1.numbers(at: below($0)) }
    case .other: return []
    }
  }
}
