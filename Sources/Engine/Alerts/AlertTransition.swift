package import Model

/// A step in an alert's life, whether anybody is told of it or not.
package struct AlertTransition: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    case fired
    /// Its severity is another.
    case changed
    /// It is over, told or silently.
    case ended
    case flapping
    case steady
  }

  package var step: Step
  package var rule: RuleName
  /// Within its rule: the same for each episode of the same values.
  package var key: String
}

extension AlertChange {
  var transition: AlertTransition {
    let (step, id): (AlertTransition.Step, AlertID) =
      switch self {
      case .fired(let id, _): (.fired, id)
      case .changed(let id, _): (.changed, id)
      case .resolved(let id, _), .ended(let id, _): (.ended, id)
      case .flapping(let id, _): (.flapping, id)
      case .steady(let id, _): (.steady, id)
      }
    return AlertTransition(step: step, rule: id.rule, key: id.key)
  }
}
