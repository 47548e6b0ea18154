extension [AlertDefinition] {
  /// The rules in their order, each with a ``AlertDefinition/rule`` that no other has.
  ///
  /// The first of a name goes by the name alone, so that what is remembered of it is found again when others join it. The others go by
  /// their labels too, as `HighCPU{severity="critical"}`, wherever they stand, and by a number where even those are the same.
  package var distinguished: [AlertDefinition] {
    var taken: Set<RuleName> = []
    return map { definition in
      var definition = definition
      definition.rule = RuleName(definition.name.text)
      if taken.contains(definition.rule) { definition.rule = definition.nameWithLabels }
      let base = definition.rule
      var number = 2
      while !taken.insert(definition.rule).inserted {
        definition.rule = RuleName("\(base)#\(number)")
        number += 1
      }
      return definition
    }
  }
}

extension AlertDefinition {
  fileprivate var nameWithLabels: RuleName {
    let labels = Labels(labels.mapValues(\.description))
    return RuleName(labels.isEmpty ? name.text : name.text + labels.description)
  }
}
