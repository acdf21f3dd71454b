import Files
import TestKit
import Testing

@Suite struct FolderWalkTests {
  private let folder = TemporaryFolder()

  @Test func findsXMLFilesInTheOrderOfTheirNames() {
    for name in ["b.xml", "a.XML", "Z.xml", "c.txt", ".hidden.xml", "é.xml"] { folder.write("", to: name) }
    folder.folder("b")
    folder.write("", to: "b/x.xml")
    #expect(found() == ["Z.xml", "a.XML", "b/x.xml", "b.xml", "é.xml"])
  }

  @Test func followsLinksButNotInCircles() {
    folder.folder("d")
    folder.write("", to: "d/a.xml")
    folder.link("d/up", to: "..")
    folder.link("d/self", to: ".")
    folder.link("gone.xml", to: "nowhere")
    let other = TemporaryFolder()
    other.write("", to: "b.xml")
    folder.link("other", to: other.path)
    #expect(found() == ["d/a.xml", "other/b.xml"])
  }

  @Test func takesAFileOnce() {
    folder.folder("z")
    folder.write("", to: "z/a.xml")
    folder.link("autostart.xml", to: "z/a.xml")
    folder.link("b", to: "z")
    #expect(found() == ["z/a.xml"])
  }

  @Test func takesAFileAsItIs() {
    #expect(FolderWalk.files(at: "vm.txt") { _ in } == ["vm.txt"])
  }

  private func found() -> [String] {
    FolderWalk.files(at: folder.path) { _ in }.map { String($0.dropFirst(folder.path.count + 1)) }
  }
}
