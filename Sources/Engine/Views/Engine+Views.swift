package import Model

extension Engine {
  /// Pending and firing alerts, the most severe first.
  package var alerts: [AlertView] {
    let lines = lineAlerts.flatMap { alerts in
      alerts.active.map { _, alert in
        view(alert.alert(alerts.rule), alert.phase == .pending ? .pending : .firing, alert.acknowledgedBy)
      }
    }
    let metrics = metricAlerts.flatMap { alerts in
      alerts.active.map { _, alert in
        let state: AlertView.State = alert.phase == .pending ? .pending : alert.hasNoData ? .noData : .firing
        return view(alert.alert(alerts.rule), state, alert.acknowledgedBy)
      }
    }
    return (lines + metrics).sorted { left, right in
      (right.alert.severity, left.alert.startsAt, left.alert.labels)
        < (left.alert.severity, right.alert.startsAt, right.alert.labels)
    }
  }

  private func view(_ alert: Alert, _ state: AlertView.State, _ acknowledgedBy: String?) -> AlertView {
    AlertView(
      alert: alert,
      state: state,
      silencedBy: silenceBook.silences(for: alert.labels, at: time),
      isInhibited: inhibitor.source(for: alert.labels) != nil,
      acknowledgedBy: acknowledgedBy
    )
  }

  /// Groups by hook and labels.
  package var groups: [GroupView] {
    groupBook.groups.sortedKeys.compactMap { groupBook.look($0) }.map { group, route, members in
      GroupView(
        hook: route.hook,
        labels: group.labels,
        alerts: members.map(\.alertKey).sorted(),
        lastTold: group.lastTold,
        next: group.next
      )
    }
    .sorted { ($0.hook, $0.labels) < ($1.hook, $1.labels) }
  }

  /// Silences that have not ended, by their end.
  package var silences: [Silence] { silenceBook.all }

  /// The present values of all metrics, by name and labels.
  package func series(at now: Instant) -> [Sample] {
    let samples = lineMetrics.flatMap(\.samples) + polled.samples(at: now)
    return samples.sorted { ($0.metric, $0.labels) < ($1.metric, $1.labels) }
  }
}
