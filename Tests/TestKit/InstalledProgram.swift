/// A program that tests compare with, where it is installed.
package struct InstalledProgram {
  private let name: String
  private let version: String

  /// A program, and how its version begins.
  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// Whether that version is there.
  package var isInstalled: Bool {
    get throws(Program.Failure) {
      let answer = try Program.run("/bin/sh", ["-c", "\"$0\" --version 2> /dev/null", name])
      return answer.status == 0 && answer.text.hasPrefix(version)
    }
  }
}
