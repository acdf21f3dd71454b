import Files
import TestKit

/// A `virsh` that a test writes in shell. Each command of a batch is a call of a shell function `answer`, with the words of the
/// command; the marks between them are answered as virsh does.
struct FakeVirsh {
  let folder = TemporaryFolder()

  /// - Parameter answer: the body of the function.
  init(_ answer: String) {
    folder.write(
      """
      #!/bin/sh
      answer() {
      \(answer)
      }
      [ "$1" = -q ] && shift
      [ "$1" = -c ] && shift 2
      if [ $# -gt 1 ]; then answer "$@"; exit; fi
      IFS=';'
      for command in $1; do
        IFS=' '
        set -- $command
        case "$1 $2" in
          "echo --err") echo "error: $3" >&2 ;;
          "echo "*) printf %s "$2" ;;
          *) answer "$@" ;;
        esac
      done
      """, to: "virsh", mode: 0o755)
  }

  /// A host of two domains, `web` which runs and `off` which does not; `dumpxml` answers what the shell text prints; `others` are further cases of commands.
  static func host(dumpxml: String, others: String = "", uri: String = "qemu:///system") -> FakeVirsh {
    FakeVirsh(
      """
      case "$*" in
        uri) echo \(uri) ;;
        version*) echo 'Using library: libvirt 9.9.0'; echo 'Running hypervisor: QEMU 8.1.0'
          echo 'Running against daemon: 9.0.0' ;;
        "list --all --uuid --name") echo "\(uuid)1 web"; echo "\(uuid)2 off                     " ;;
        "list --uuid") echo "\(uuid)1" ;;
        "list --id") echo 7 ;;
        "list --all --persistent --uuid") echo "\(uuid)1"; echo "\(uuid)2" ;;
        dumpxml*) \(dumpxml) ;;
        \(others)
        *) echo "error: unknown command: '$1'" >&2 ;;
      esac
      """)
  }

  private static let uuid = "6695eb01-f6a4-8304-79aa-97f2502e193"

  /// Runs `virt-channel` with this virsh.
  func run(_ arguments: String...) throws -> Program { try run(arguments) }

  func run(_ arguments: [String], variables: [String] = []) throws -> Program {
    try Program.run(
      "env",
      ["PATH=\(folder.path):/usr/bin:/bin", "STATE_DIRECTORY=\(folder.path)/state", Program.virtChannelPath]
        + arguments, in: folder.path, variables: variables)
  }
}
