internal import DomainModel
internal import Resolution

/// What `virsh console` opens when no device is named, and whether that works.
public struct ConsoleAnswer: Hashable, Sendable {
  /// The device, as `--devname` takes it.
  public let device: String
  /// What libvirt's messages call it.
  public let alias: String
  /// The type of what is behind it: `pty`.
  public let type: String
  /// Whether it works: libvirt passes on nothing but a pseudoterminal.
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
