import Glibc
import Model

/// Numbers as people read them.
enum Quantity {
  private static let leastShown = 1e-15

  /// All digits, no `.0`, no exponent below 10¹⁵.
  static func plain(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf" }
    guard number == number.rounded(), abs(number) < 1e15 else { return "\(number)" }
    return "\(Int64(number))"
  }

  /// At most three digits that count, or the whole part where it is longer; next to nothing is 0.
  static func short(_ number: Double) -> String {
    guard number.isFinite else { return plain(number) }
    guard abs(number) > leastShown else { return "0" }
    let digits = Int(log10(abs(number)).rounded(.down)) + 1
    guard digits < 3 else { return plain(number.rounded()) }
    let scale = pow(10, Double(3 - digits))
    return plain((number * scale).rounded() / scale)
  }

  /// With the prefix of its size, as Prometheus' `humanize`: `1.23M`, `4.5m`.
  static func humanized(_ number: Double) -> String {
    guard number.isFinite, abs(number) > leastShown else { return short(number) }
    return abs(number) >= 1
      ? scaled(number, by: 1000, prefixes: ["", "k", "M", "G", "T", "P", "E"])
      : scaled(number, by: 0.001, prefixes: ["", "m", "µ", "n", "p"])
  }

  /// In units of 1024 bytes: `1.5 GiB`.
  static func bytes(_ number: Double) -> String {
    guard number.isFinite else { return plain(number) }
    return scaled(number, by: 1024, prefixes: [" B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"])
  }

  /// Seconds as people say them: `250 ms`, `2 h 10 min`.
  static func duration(seconds: Double) -> String {
    guard seconds.isFinite, abs(seconds) < 9e9 else { return plain(seconds) + " s" }
    let sign = seconds < 0 ? "-" : ""
    guard abs(seconds) < 1, seconds != 0 else { return sign + Duration.seconds(abs(seconds)).spoken }
    return sign + short(abs(seconds) * 1000) + " ms"
  }

  private static func scaled(_ number: Double, by step: Double, prefixes: [String]) -> String {
    var scaled = number
    var index = 0
    while index < prefixes.count - 1, step > 1 ? abs(scaled) >= step : abs(scaled) < 1 {
      scaled /= step
      index += 1
    }
    return short(scaled) + prefixes[index]
  }
}
