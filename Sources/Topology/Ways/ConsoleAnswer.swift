internal import DomainModel
internal import Resolution

/// The device that `virsh console` opens without `--devname`, and whether this works.
public struct ConsoleAnswer: Hashable, Sendable {
  /// The alias of the device, for `--devname`.
  public let device: String
  /// The alias in the messages of libvirt.
  public let alias: String
  /// The type of its host side, such as `pty`.
  public let type: String
  /// Whether it works, which requires a pseudoterminal.
  public let works: Bool
  /// The devices for which `--devname` works.
  public let openable: [String]

  init?(_ domain: ResolvedDomain, among ways: [WayIn]) {
    guard let console = domain.defaultConsole else { return nil }
    device = console.device
    alias = console.alias
    type = console.source.type
    works = console.works
    let terminals = ways.filter { $0.host.type == "pty" && [.console, .serial, .parallel].contains($0.kind) }
    openable = terminals.filter { !$0.isArgument }.map(\.id)
  }
}

extension ConsoleAnswer {
  /// One sentence, without a full stop: `virsh console opens serial0`.
  public var text: String {
    guard !works else {
      let others = openable.filter { $0 != device }
      return "virsh console opens \(device)"
        + (others.isEmpty ? "" : "; with --devname also \(others.joined(separator: ", "))")
    }
    let refusal =
      "virsh console fails with 'character device \(alias) is not using a PTY': \(device) is of type \(type)"
    return openable.first.map { "\(refusal); use virsh console --devname \($0)" } ?? refusal
  }
}
