#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A program that runs without a terminal of its own until it ends or a deadline has come.
package struct ChildProcess {
  /// What the program left behind.
  package struct Outcome: Sendable {
    /// The exit status; 128 + N after signal N.
    package let status: Int32
    package let output: [UInt8]
    package let errors: [UInt8]
  }

  /// Why there is no outcome.
  package enum Failure: Error {
    /// The program could not be started.
    case notStarted(SystemError)
    /// The program was terminated at the deadline.
    case tooSlow
    /// The program was terminated because its output reached the limit.
    case tooLarge
  }

  private let pid: pid_t
  private let output: Pipe
  private let errors: Pipe

  /// Starts a program, which is looked up in `PATH`. Its standard input is empty.
  package init(_ command: [String], environment: [String]) throws(Failure) {
    output = try Pipe()
    errors = try Pipe()
    pid = try Self.spawn(command, environment, output.writing, errors.writing)
    output.closeWriting()
    errors.closeWriting()
  }

  /// Waits for the end. The program is killed when `timeout` has passed or it has written more than `limit` bytes.
  package func finish(within timeout: Duration, limit: Int) throws(Failure) -> Outcome {
    let deadline = ContinuousClock.now + timeout
    while true {
      waitForData()
      let status = self.status()
      repeat {
        output.readSome()
        errors.readSome()
        if output.bytes.count + errors.bytes.count > limit { throw stop(.tooLarge) }
      } while status != nil && (output.mayHaveMore || errors.mayHaveMore)
      if let status { return Outcome(status: status, output: output.bytes, errors: errors.bytes) }
      if ContinuousClock.now >= deadline { throw stop(.tooSlow) }
    }
  }

  private func waitForData() {
    let files = [output, errors].filter { !$0.isAtEnd }.map { PolledFile($0.reading, for: .input) }
    _ = try? poll(files, until: .now + .milliseconds(10))
  }

  /// The exit status; nil while the program runs.
  private func status() -> Int32? {
    var status: Int32 = 0
    guard unsafe waitpid(pid, &status, WNOHANG) == pid else { return nil }
    return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
  }

  /// Kills the program, unless its end was noticed already.
  private func stop(_ failure: Failure) -> Failure {
    if waitpid(pid, nil, WNOHANG) == 0 {
      kill(pid, SIGKILL)
      _ = waitpid(pid, nil, 0)
    }
    return failure
  }

  private static func spawn(
    _ command: [String], _ environment: [String], _ output: Int32, _ errors: Int32
  ) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var usual = sigset_t()
    unsafe sigemptyset(&usual)
    unsafe sigaddset(&usual, SIGPIPE)
    unsafe posix_spawnattr_setsigdefault(&attributes, &usual)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var pid: pid_t = 0
    let error = unsafe withCStrings(command) { arguments in
      unsafe withCStrings(environment) { unsafe posix_spawnp(&pid, command[0], &actions, &attributes, arguments, $0) }
    }
    guard error == 0 else { throw .notStarted(SystemError(code: error)) }
    return pid
  }
}

/// Lends strings as the array of pointers, with nil at its end, that system calls expect.
private func withCStrings<Result>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result) -> Result {
  let pointers = unsafe strings.map { unsafe strdup($0) }
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe body(pointers + [nil])
}

/// What a program writes to one of its streams.
private final class Pipe {
  private(set) var bytes: [UInt8] = []
  private(set) var isAtEnd = false
  /// Whether the last reading ended because enough was read, not because nothing more was there.
  private(set) var mayHaveMore = false
  let reading: Int32
  private(set) var writing: Int32

  init() throws(ChildProcess.Failure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .notStarted(.last) }
    (reading, writing) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(reading, F_SETFL, O_NONBLOCK)
  }

  deinit {
    close(reading)
    closeWriting()
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Takes what is there, without waiting; a megabyte at most at one time, so that the limit is watched.
  func readSome() {
    mayHaveMore = false
    for _ in 0..<16 where !isAtEnd {
      guard let more = readMore() else { return }
      isAtEnd = more.isEmpty
      bytes += more
    }
    mayHaveMore = !isAtEnd
  }

  private func readMore() -> [UInt8]? { (try? readBytes(from: reading)) ?? nil }
}

extension ChildProcess {
  /// The variables of this process, with some replaced.
  package static func environment(replacing changes: [String: String]) -> [String] {
    let bytes = (systemFile("/proc/self/environ") ?? "").utf8
    let variables = bytes.split(separator: 0).map { String(Substring($0)) }
    let kept = variables.filter { variable in !changes.keys.contains { variable.hasPrefix("\($0)=") } }
    return kept + changes.map { "\($0)=\($1)" }.sorted()
  }
}
