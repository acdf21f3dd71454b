import Files
import Testing

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("old", "/d/old/a.xml", true), ("old", "/d/x/old", true), ("old", "/d/older/a.xml", false),
    ("*.xml", "/d/x/a.xml", true), ("*.xml", "/e/a.xml", false), ("x/*.xml", "/d/x/a.xml", true),
    ("x/*.xml", "/d/y/x/a.xml", false), ("x/*.xml", "/d/x/y/a.xml", false), ("x/**", "/d/x/y/a.xml", true),
    ("**/y/*.xml", "/d/x/y/a.xml", true), ("./x", "/d/x/a.xml", true), ("/e/x", "/e/x/a.xml", true),
    ("a?[0-9].xml", "/d/ab7.xml", true), ("a?[0-9].xml", "/d/abc.xml", false),
  ])
  func matchesNamesAndDirectories(pattern: String, path: String, isMatch: Bool) {
    #expect(PathPattern(pattern, in: "/d").matches(path) == isMatch)
  }

  @Test(arguments: [
    ("a.xml", "/d/e/a.xml"), ("./a//b", "/d/e/a/b"), ("../a", "/d/a"), ("/x/../y/.", "/y"), ("../../../a", "/a"),
    (".", "/d/e"),
  ])
  func pathsBeginAtTheRoot(path: String, absolute: String) {
    #expect(AbsolutePath.of(path, in: "/d/e") == absolute)
  }
}
