import Files
import TestKit
import Testing

@Suite struct AtomicWriteTests {
  private let folder = TemporaryFolder()

  @Test func replacesTheContentAndLeavesNothingBehind() throws {
    try replace(folder.write("old", to: "vm.xml"), "old", "new")
    #expect(try folder.text("vm.xml") == "new")
    #expect(folder.names == ["vm.xml"])
  }

  @Test func keepsModeAndExtendedAttributes() throws {
    let path = folder.write("old", to: "vm.xml", mode: 0o600)
    let hasAttributes = folder.setAttribute("user.note", [1, 2], of: "vm.xml")
    try #require(try Program.run("chmod", ["4751", path]).status == 0)
    try replace(path, "old", "new")
    #expect(try Program.run("stat", ["-c", "%a", path]).text == "4751\n")
    if hasAttributes { #expect(folder.attribute("user.note", of: "vm.xml") == [1, 2]) }
  }

  @Test func keepsTheOwnerOrRefuses() throws {
    let path = folder.write("old", to: "vm.xml")
    let owner = try Program.run("chown", ["1234:2345", path]).status == 0 ? "1234:2345\n" : nil
    try replace(path, "old", "new")
    if let owner { #expect(try Program.run("stat", ["-c", "%u:%g", path]).text == owner) }
  }

  @Test func replacesWhatALinkLeadsTo() throws {
    folder.folder("d")
    folder.write("old", to: "d/vm.xml")
    folder.link("link.xml", to: "d/vm.xml")
    try replace(folder.path("link.xml"), "old", "new")
    #expect(try Program.run("readlink", [folder.path("link.xml")]).text == "d/vm.xml\n")
    #expect(try folder.text("d/vm.xml") == "new")
  }

  @Test func refusesWhatWasChangedMeanwhile() throws {
    let path = folder.write("other", to: "vm.xml")
    #expect(refusal(path, "old", "new") == "was changed by someone else meanwhile; nothing was written")
    #expect(try folder.text("vm.xml") == "other")
    #expect(folder.names == ["vm.xml"])
  }

  @Test func refusesAReadOnlyFile() throws {
    let path = folder.write("old", to: "vm.xml")
    try #require(try Program.run("chmod", ["444", path]).status == 0)
    #expect(refusal(path, "old", "new") == "is read-only")
    #expect(try folder.text("vm.xml") == "old")
  }

  @Test func refusesWhatIsNoFile() {
    #expect(refusal(folder.folder("d"), "old", "new") == "is not a regular file")
    #expect(refusal(folder.path("gone"), "old", "new") == "No such file or directory")
  }

  private func replace(_ path: String, _ old: String, _ new: String) throws(FileError) {
    try AtomicWrite.replace(path, holding: Array(old.utf8), with: Array(new.utf8))
  }

  private func refusal(_ path: String, _ old: String, _ new: String) -> String? {
    do throws(FileError) {
      try replace(path, old, new)
      return nil
    } catch {
      return error.reason
    }
  }
}
