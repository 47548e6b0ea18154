/// Fleep's markup: how to write it, and how to keep text from outside from being it.
public enum Markup {
  /// The text without any power over the message that it is put into.
  public static func inert(_ text: String) -> String { cleaned(text) }

  /// The inert text on one line.
  public static func inertLine(_ text: String) -> String { inert(singleLine(text)) }

  /// Bold, for a place at a line's start or after white space, and before white space, a line's end or one of `.,!?;`.
  ///
  /// A text that can't be bold, because it is empty, has several lines or blanks at its ends, comes back as it is.
  public static func bold(_ inertText: String) -> String { "*\(inertText)*" }

  /// A code block of the text, for the start of a line; it ends with a line feed, and is empty for an empty text.
  public static func codeBlock(_ text: String) -> String { ":::\n\(cleaned(text))\n:::\n" }

  /// A link that shows a label instead of its address; both are shown where the address can't be one.
  public static func namedLink(url: String, label: String) -> String { "\(url)<<\(label)>>" }
}
