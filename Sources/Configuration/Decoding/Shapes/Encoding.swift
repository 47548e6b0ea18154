import Model

extension Shape<String> {
  /// The name of an encoding that the system's iconv knows.
  static var encoding: Shape {
    let words = "an encoding's name (such as 'windows-1252'; `iconv -l` lists them)"
    return written(ScalarForm(words)) { text, node, loading in
      do throws(TextEncoding.Refusal) {
        _ = try TextEncoding(text)
        return text
      } catch {
        switch error {
        case .unknown: loading.report.error("\(node.description) is not \(words)", at: node.place)
        case .notReadByLines:
          loading.report.error("a text in '\(text)' cannot be cut into lines before it is decoded", at: node.place)
        }
        return nil
      }
    }
  }
}
