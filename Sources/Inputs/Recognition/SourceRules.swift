package import Model
package import Patterns

/// What the rules ask of one source's lines, compiled.
///
/// It is shared; each thread has a ``Recognizer`` of its own.
package struct SourceRules: Sendable {
  package let source: SourceDefinition

  /// Compiles every pattern that is about `source`.
  package init(source: SourceDefinition, rules: RuleSet) throws(PatternError) {
    self.source = source
  }
}
