import FleepHooks
import Model

/// An alert's annotations with their values in, by name.
///
/// A template that is wrong has no text but a fault: rules are checked when they are loaded, but an alert may come from a rule
/// of yesterday, or from another machine.
struct Annotations {
  private(set) var texts: [String: String] = [:]
  private(set) var faults: [String] = []

  init(_ alert: Alert, in notification: Notification, host: String, zone: Zone, templates: TemplateCache) {
    for name in alert.annotations.keys.sorted() {
      let content: TemplateContent = name == "runbook_url" ? .address : .message
      do {
        let template = try templates.template(alert.annotations[name] ?? "", content: content)
        texts[name] = template.rendered(zone: zone, now: notification.time) { field in
          Annotations.value(named: field, of: alert, in: notification, host: host)
        }
      } catch {
        let fault = "fleepd: the template of \(name) is wrong (\(error)), so this is the plain form"
        faults.append(Markup.inertLine(fault))
      }
    }
  }

  /// A capture wins over a label of its name, and a label over what every alert has.
  private static func value(
    named name: String,
    of alert: Alert,
    in notification: Notification,
    host: String
  ) -> TemplateValue? {
    if let capture = alert.fields[name] { return .text(capture) }
    if !alert.labels[name].isEmpty { return .text(alert.labels[name]) }
    let field = AlertField(rawValue: name)
    return field?.value(of: alert, reason: notification.reason, host: host, now: notification.time)
  }
}
