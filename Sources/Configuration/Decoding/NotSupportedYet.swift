/// The keys of the contract that the program cannot do yet: they are refused at their place, never ignored.
///
/// Whoever builds one takes it off this list; nothing else changes.
enum NotSupportedYet {
  /// `SECTION.KEY`, by the titles of the sections.
  static let keys: Set<String> = [
    "main file.listen",
    "main file.alertmanagers",
    "hook.outgoing",
    "source.chat",
    "summary.message",
    "summary section.table",
    "summary section.chart",
    "summary section.patterns",
    "summary section.delivery",
    "summary section.command",
    "value section.sparkline",
    "Prometheus group.limit",
    "Prometheus group.query_offset",
    "Prometheus rule.record",
  ]
}
