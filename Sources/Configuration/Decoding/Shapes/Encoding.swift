import Glibc

extension Shape<String> {
  /// The name of an encoding that the system's iconv knows.
  static var encoding: Shape {
    scalar(ScalarForm("an encoding's name (such as 'windows-1252'; `iconv -l` lists them)")) { text in
      // What follows a slash would be an instruction to iconv.
      guard !text.isEmpty, !text.contains("/") else { return nil }
      let descriptor = iconv_open("UTF-8", text)
      guard descriptor != iconv_t(bitPattern: -1) else { return nil }
      iconv_close(descriptor)
      return text
    }
  }
}
