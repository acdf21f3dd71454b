import Files
import TestKit
import Testing

@Suite struct FileEditTests {
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
    let path = folder.write("old", to: "vm.xml")
    let edit = try FileEdit(path)
    folder.write("other", to: "vm.xml")
    do throws(FileError) {
      try edit.replace(with: Array("new".utf8))
      Issue.record("replaced")
    } catch {
      #expect(error.reason == "was changed by another program; not written")
    }
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
    #expect(refusal(folder.folder("d"), "old", "new") == "is a directory")
    #expect(refusal(folder.path("gone"), "old", "new") == "No such file or directory")
  }

  @Test func refusesToSeparateHardLinks() throws {
    let path = folder.write("old", to: "vm.xml")
    try #require(try Program.run("ln", [path, folder.path("other.xml")]).status == 0)
    #expect(refusal(path, "old", "new")?.hasPrefix("has 2 hard links, of which only this one") == true)
    #expect(try folder.text("vm.xml") == "old")
    #expect(folder.names == ["other.xml", "vm.xml"])
  }

  @Test func doesNotTakeTheDefaultAccessListOfTheDirectory() throws {
    let path = folder.write("old", to: "vm.xml", mode: 0o600)
    guard folder.setAttribute("system.posix_acl_default", Self.everybodyWrites, of: ".") else { return }
    folder.write("", to: "inheriting.xml")
    #expect(folder.attribute("system.posix_acl_access", of: "inheriting.xml") != nil)
    try replace(path, "old", "new")
    #expect(folder.attribute("system.posix_acl_access", of: "vm.xml") == nil)
    #expect(try Program.run("stat", ["-c", "%a", path]).text == "600\n")
  }

  @Test func keepsTheAccessListOfTheFile() throws {
    let path = folder.write("old", to: "vm.xml")
    guard folder.setAttribute("system.posix_acl_access", Self.everybodyWrites, of: "vm.xml") else { return }
    try replace(path, "old", "new")
    #expect(folder.attribute("system.posix_acl_access", of: "vm.xml") == Self.everybodyWrites)
  }

  /// `u::rwx,u:1234:rwx,g::rwx,m::rwx,o::rwx` as Linux stores it: a version, then tag, permissions and number of each entry.
  private static let everybodyWrites: [UInt8] = [
    2, 0, 0, 0, 1, 0, 7, 0, 255, 255, 255, 255, 2, 0, 7, 0, 210, 4, 0, 0, 4, 0, 7, 0, 255, 255, 255, 255, 16, 0, 7, 0,
    255, 255, 255, 255, 32, 0, 7, 0, 255, 255, 255, 255,
  ]

  /// The name of the temporary file follows from that of the file, so that the next change finds it.
  @Test func removesWhatAKilledRunLeft() throws {
    let path = folder.write("old", to: "vm.xml")
    folder.write("half", to: ".virt-channel-2hgpzgoqxtwez")
    try replace(path, "old", "new")
    #expect(folder.names == ["vm.xml"])
    #expect(try folder.text("vm.xml") == "new")
  }

  @Test func replacesAFileWithTheLongestName() throws {
    let name = String(repeating: "a", count: 251) + ".xml"
    try replace(folder.write("old", to: name), "old", "new")
    #expect(try folder.text(name) == "new")
    #expect(folder.names == [name])
  }

  /// Each of many writers adds its byte to what it finds, and none is lost.
  @Test func changesAtTheSameTimeFollowEachOther() async throws {
    let path = folder.write("", to: "vm.xml")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in UInt8(0)..<24 {
        group.addTask {
          let edit = try FileEdit(path)
          let longer = edit.content + [number]
          try edit.replace(with: longer)
        }
      }
      try await group.waitForAll()
    }
    #expect(try folder.bytes("vm.xml").sorted() == Array(0..<24))
  }

  private func replace(_ path: String, _ old: String, _ new: String) throws(FileError) {
    let edit = try FileEdit(path)
    #expect(edit.content == Array(old.utf8))
    try edit.replace(with: Array(new.utf8))
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
