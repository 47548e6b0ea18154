import Testing

@testable import Inputs

@Suite("Rotated names")
struct RotatedNamesTests {
  let folder = TemporaryFolder()
  let names = RotatedNames()

  private func known() -> [String] { names.names(of: folder.path("app.log")).map(\.text) }

  @Test("A name that has come or gone is known at once, however soon after the last question")
  func changes() {
    for number in 0..<300 {
      folder.append("", to: "app.log.\(number)")
      #expect(known() == ["app.log.\(number)"])
      folder.remove("app.log.\(number)")
      #expect(known().isEmpty)
    }
  }

  @Test("A name that ends in two numbers is one of either log, once")
  func readings() {
    folder.append("", to: "app.1.1")
    folder.append("", to: "app.1.log")
    #expect(names.names(of: folder.path("app")).map(\.text) == ["app.1.1"])
    #expect(names.names(of: folder.path("app.1")).map(\.text) == ["app.1.1"])
    #expect(names.all(in: folder.path("")).map(\.text) == ["app.1.1", "app.1.log"])
    #expect(names.names(of: folder.path("app.log")).map(\.text) == ["app.1.log"])
  }

  @Test("While a folder is held steady it is what it was at the first question, and not what it was before")
  func steady() {
    #expect(known().isEmpty)
    folder.append("", to: "app.log.1")
    names.holdingSteady {
      #expect(known() == ["app.log.1"])
      folder.append("", to: "app.log.2")
      #expect(known() == ["app.log.1"])
    }
    #expect(known() == ["app.log.1", "app.log.2"])
  }

  @Test("A folder that is gone has no names, and its names when it is back")
  func goneFolder() {
    folder.makeFolder("sub")
    folder.append("", to: "sub/app.log.1")
    let log = folder.path("sub/app.log")
    #expect(names.names(of: log).count == 1)
    folder.move("sub", to: "other")
    #expect(names.names(of: log).isEmpty)
    folder.move("other", to: "sub")
    #expect(names.names(of: log).count == 1)
  }
}
