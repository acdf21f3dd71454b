internal import Files
internal import Posix
internal import Reports

/// The pages of the rules, where they were installed with the program.
enum RulePageDirectory {
  /// The URI of the directory, with a slash at its end; nil where it does not exist.
  static var uri: String? {
    guard let program = CurrentProcess.programPath else { return nil }
    let prefix = program.split(separator: "/").dropLast(2).reduce(into: "") { $0 += "/\($1)" }
    let directory = "\(prefix)/share/doc/virt-channel/rules"
    return FileInput.exists(directory) ? "\(directory.asURIReference)/" : nil
  }
}
