internal import Posix
internal import SourceText

/// Runs virsh, one process for a list of commands. Its words are passed as they are: no shell reads them.
struct Virsh: Sendable {
  /// The URI as given; nil leaves the choice to libvirt: `LIBVIRT_DEFAULT_URI`, `uri_default`, then system or session.
  let uri: String?
  /// How long one process may take.
  let timeout: Duration

  /// What one command of several printed.
  struct Section {
    let output: [UInt8]
    let errors: [UInt8]
  }

  /// The most bytes that one process may print.
  private static let limit = 256 << 20

  /// Runs one command, whose words may be anything.
  func run(_ words: [String]) throws(HostError) -> ChildProcess.Outcome {
    let target = uri.map { ["-c", $0] } ?? []
    let environment = ChildProcess.environment(replacing: ["LC_ALL": "C", "LANGUAGE": "C"])
    do throws(ChildProcess.Failure) {
      return try ChildProcess(["virsh", "-q"] + target + words, environment: environment)
        .finish(within: timeout, limit: Self.limit)
    } catch {
      throw explain(error)
    }
  }

  /// Runs commands one after the other over one connection; each is virsh's own text. A command that fails does not stop
  /// the others.
  func run(batch commands: [String]) throws(HostError) -> [Section] {
    let mark = "virt-channel-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let script = commands.map { "\($0); echo \(mark); echo --err \(mark)" }.joined(separator: "; ")
    let outcome = try run([script])
    let output = outcome.output.pieces(before: Array(mark.utf8))
    let errors = outcome.errors.pieces(before: Array("error: \(mark)\n".utf8))
    guard output.count == commands.count, errors.count == commands.count else {
      if HostError.complaints(outcome.errors).isEmpty { throw HostError("unexpected output of virsh") }
      throw HostError(connecting, outcome.errors)
    }
    return zip(output, errors).map { Section(output: $0, errors: $1) }
  }

  /// The beginning of a sentence about the connection.
  var connecting: String { "cannot connect to \(uri.map { "'\($0.escapedForDisplay)'" } ?? "the default libvirt")" }

  private var seconds: String {
    let (seconds, attoseconds) = timeout.components
    let tenths = attoseconds / 100_000_000_000_000_000
    return tenths > 0 ? "\(seconds).\(tenths)" : "\(seconds)"
  }

  private func explain(_ failure: ChildProcess.Failure) -> HostError {
    switch failure {
    case .notStarted(.noSuchFile):
      HostError("virsh is not installed; install libvirt-clients (Debian, Ubuntu) or libvirt-client (Fedora, RHEL)")
    case .notStarted(let error): HostError("virsh cannot be started: \(error.message)")
    case .tooSlow:
      HostError("virsh did not finish within \(seconds) s; increase --virsh-timeout SECONDS")
    case .tooLarge: HostError("virsh printed more than \(Self.limit >> 20) MB")
    }
  }
}

extension [UInt8] {
  /// The parts that a mark ends, without what follows the last mark.
  fileprivate func pieces(before mark: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var (start, position) = (0, 0)
    while position + mark.count <= count {
      if self[position] == mark[0], self[position..<position + mark.count].elementsEqual(mark) {
        pieces.append(Array(self[start..<position]))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    return pieces
  }
}
