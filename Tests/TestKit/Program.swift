internal import Glibc
internal import Posix

/// A program run to its end, for tests that see from outside.
public struct Program: Sendable {
  /// The exit status, or 128 and the number of the signal that ended it.
  public let status: Int32
  /// What it wrote to standard output.
  public let output: [UInt8]
  /// What it wrote to standard error.
  public let errors: [UInt8]

  /// What it wrote to standard output, as text.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// What it wrote to standard error, as text.
  public var errorText: String { String(decoding: errors, as: UTF8.self) }

  /// Why a program could not be run.
  public struct Failure: Error {
    /// The number of the error.
    public let code: Int32
  }

  /// Runs the program at `path`, or found by that name, with a small fixed environment and what `variables` add to it
  /// (`NAME=value`); `input` is its standard input.
  public static func run(
    _ path: String, _ arguments: [String], in folder: String? = nil, input: [UInt8] = [], variables: [String] = []
  ) throws(Failure) -> Program {
    let files = try [TemporaryFile(input), TemporaryFile(), TemporaryFile()]
    defer { for file in files { file.dispose() } }
    var child = pid_t()
    let command = (folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0] } ?? []) + [path] + arguments
    try check(spawn(&child, command, environment + inherited + variables, files))
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0 && errno == EINTR {}
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
    return Program(status: code, output: try files[1].contents(), errors: try files[2].contents())
  }

  /// What `make sanitize` and `make mutants` say, so that it holds for the program as for the tests.
  private static let inherited = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "MUTANT"].compactMap { name in
    Environment[name].map { "\(name)=\($0)" }
  }

  /// `virt-xml` asks libvirt for everything; its driver for tests is in the library, where no daemon need run.
  private static let environment = [
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8",
    "LIBVIRT_DEFAULT_URI=test:///default",
  ]

  private static func spawn(
    _ child: inout pid_t, _ command: [String], _ environment: [String], _ files: [TemporaryFile]
  ) -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (number, file) in files.enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, file.descriptor, Int32(number))
    }
    var attributes = receivingAllSignals()
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    return unsafe withCStrings(command) { arguments in
      unsafe withCStrings(environment) { unsafe posix_spawnp(&child, command[0], &actions, &attributes, arguments, $0) }
    }
  }

  /// Tests run in threads that block signals, which a program would inherit.
  private static func receivingAllSignals() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_init(&attributes)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    return attributes
  }
}

/// A file without a name any more: it is gone when it is closed.
private struct TemporaryFile {
  let descriptor: Int32

  init(_ bytes: [UInt8] = []) throws(Program.Failure) {
    var name = Array("/tmp/virt-channel-test.XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&name)
    try check(descriptor < 0 ? Glibc.errno : 0)
    unsafe unlink(name)
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes {
        unsafe write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      try check(count < 0 ? Glibc.errno : 0)
      done += count
    }
    lseek(descriptor, 0, SEEK_SET)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  func contents() throws(Program.Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
    let wanted = bytes.count
    let count = unsafe bytes.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, wanted, 0) }
    try check(count == wanted ? 0 : Glibc.EIO)
    return bytes
  }

  func dispose() { close(descriptor) }
}

private func check(_ code: Int32) throws(Program.Failure) {
  if code != 0 { throw Program.Failure(code: code) }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = unsafe strings.map { unsafe strdup($0) }
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers + [nil])
}
