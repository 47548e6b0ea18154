/// What Fleep draws as a face or a picture.
package enum Emoticons {
  /// Names that make a picture in one or two pairs of parentheses, in any case.
  package static let names: Set<String> = [
    "android", "beer", "boobs", "bug", "candy", "cat", "clock", "coffee", "d", "done", "drink", "f", "flower", "gift",
    "gwb", "h", "heart", "i", "idea", "kraana", "l", "love", "mobile", "n", "o", "party", "phone", "poop", "santa",
    "snowman", "sun", "sunny", "tea", "todo", "umbrella", "work", "y",
  ]

  static let longestName = 8

  /// The names, and what is left of one when its beginning is cut off.
  static let nameEndings: Set<String> = Set(
    names.flatMap { name in name.indices.map { String(name[$0...]) } }
  )

  /// The last character of a face, as `)` is of `:-)`; before white space or a line's end it makes one.
  package static func isMouth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "/", "(", ")", "@", "s", "S", "o", "O", "d", "D", "p", "P": true
    default: false
    }
  }

  package static func isNose(_ scalar: Unicode.Scalar) -> Bool { scalar == "-" || scalar == "=" }
}
