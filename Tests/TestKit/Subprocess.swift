package import Files
internal import Glibc

/// Runs programs for tests, with files for their standard streams, so that nothing can block.
package struct Subprocess {
  /// The exit status; -1 when a signal ended it.
  package let status: Int32
  /// What it wrote to standard output.
  package let output: [UInt8]
  /// What it wrote to standard error.
  package let errors: String

  /// What it wrote to standard output, as text.
  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Runs a program found by `PATH` through `env`, in a folder, with further variables set (`NAME=value`).
  package static func run(
    _ arguments: [String], in folder: String = "/", input: [UInt8] = [], environment: [String] = []
  ) throws(FileError) -> Subprocess {
    let streams = TemporaryFolder()
    streams.write(input, to: "in")
    let script = "cd \"$1\" && shift && exec \"$@\" <\"$0/in\" >\"$0/out\" 2>\"$0/err\""
    let command = ["/bin/sh", "-c", script, streams.path, folder, "env"] + environment + arguments
    let status = wait(for: spawn(command))
    let errors = try streams.text("err")
    return Subprocess(status: status, output: try streams.bytes("out"), errors: errors)
  }

  private static func spawn(_ command: [String]) -> pid_t {
    var process: pid_t = 0
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe command.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    unsafe posix_spawn(&process, command[0], nil, nil, &arguments, environ)
    return process
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    unsafe waitpid(process, &status, 0)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}
