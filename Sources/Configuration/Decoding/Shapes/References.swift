import Model

extension Shape {
  /// A name that this place gives to something.
  static func definition<Kind>(_ kind: NamedThing) -> Shape where Value == Name<Kind> {
    written(ScalarForm("\(kind.article) \(kind.rawValue)'s name")) { text, node, loading in
      loading.names.define(kind, text, at: node.place, report: loading.report)
      return Name(text)
    }
  }

  /// The name of something that must be there, in whatever file.
  static func reference<Kind>(to kind: NamedThing) -> Shape where Value == Name<Kind> {
    written(ScalarForm("\(kind.article) \(kind.rawValue)'s name")) { text, node, loading in
      loading.names.refer(to: kind, text, at: node.place)
      return Name(text)
    }
  }
}

extension Shape<AlertName> {
  /// The name of a rule's alert, as Prometheus has it: other rules of groups may have the same.
  static var sharedAlertName: Shape {
    written(ScalarForm("an alert's name")) { text, node, loading in
      loading.names.define(.alert, text, at: node.place, isShared: true, report: loading.report)
      return AlertName(text)
    }
  }
}

extension Shape<String> {
  /// The name that a time interval is given.
  static var timeIntervalDefinition: Shape {
    written(ScalarForm("a time interval's name")) { text, node, loading in
      loading.names.define(.timeInterval, text, at: node.place, report: loading.report)
      return text
    }
  }

  /// The name of a time interval, which have no type of their own.
  static var timeIntervalReference: Shape {
    written(ScalarForm("a time interval's name")) { text, node, loading in
      loading.names.refer(to: .timeInterval, text, at: node.place)
      return text
    }
  }
}

extension NamedThing {
  fileprivate var article: String { self == .alert ? "an" : "a" }
}
