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

  @Test func followsLinksToFilesOnly() {
    let other = TemporaryFolder()
    other.write("", to: "b.xml")
    folder.folder("d")
    folder.write("", to: "d/a.xml")
    folder.link("b.xml", to: "\(other.path)/b.xml")
    folder.link("d/self", to: ".")
    folder.link("d/up", to: "..")
    folder.link("gone.xml", to: "nowhere")
    folder.link("other", to: other.path)
    folder.link("other.xml", to: other.path)
    folder.link("root", to: "/")
    let walk = FolderWalk(folder.path)
    #expect(found() == ["b.xml", "d/a.xml"])
    #expect(walk?.directoryLinks == ["other", "other.xml", "root"].map(folder.path))
    #expect(FolderWalk(folder.path("other"))?.files.map { $0 } == [folder.path("other/b.xml")])
    #expect(FolderWalk(folder.path("d"))?.directoryLinks == [folder.path("d/up")])
  }

  @Test func takesAFileOnce() {
    folder.folder("z")
    folder.write("", to: "z/a.xml")
    folder.link("autostart.xml", to: "z/a.xml")
    folder.link("b", to: "z")
    #expect(found() == ["z/a.xml"])
  }

  @Test func staysInsideWhenAsked() {
    folder.folder("d")
    folder.folder("other")
    folder.write("", to: "d/a.xml")
    folder.write("", to: "other/b.xml")
    folder.write("", to: "other/c.xml")
    folder.link("d/b.xml", to: "../other/b.xml")
    folder.link("d/other", to: "../other")
    folder.link("d/z.xml", to: "a.xml")
    let walk = FolderWalk(folder.path("d"), leaving: false)
    #expect(walk.map { Array($0.files) } == [folder.path("d/a.xml")])
    #expect(walk?.outside == [folder.path("d/b.xml")])
    #expect(walk?.directoryLinks == [folder.path("d/other")])
  }

  @Test func walksThroughFoldersOnly() {
    folder.write("", to: "a.xml")
    #expect(FolderWalk("\(folder.path)/a.xml") == nil)
    #expect(FolderWalk("\(folder.path)/b.xml") == nil)
  }

  @Test func comesBackToAFolder() {
    for name in ["a/x.xml", "a.xml", "b.xml", "b/y.xml", "c.xml"] {
      if let end = name.firstIndex(of: "/") { folder.folder(String(name[..<end])) }
      folder.write("", to: name)
    }
    #expect(found() == ["a/x.xml", "a.xml", "b/y.xml", "b.xml", "c.xml"])
  }

  private func found() -> [String] {
    FolderWalk(folder.path)?.files.map { String($0.dropFirst(folder.path.count + 1)) } ?? []
  }
}
