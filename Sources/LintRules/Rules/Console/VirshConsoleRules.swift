internal import DomainModel
internal import Resolution
internal import SourceText

// What `virsh console` opens.
extension Rule {
  static let virshConsoles = [virshConsoleNotTerminal, noTerminalForVirsh]

  static let virshConsoleNotTerminal = Rule(
    "VC607", "virsh-console-not-pty", .warning,
    "virsh console fails because the first console is not a pseudoterminal, although another one is.",
    rationale: """
      Without --devname, `virsh console` opens the first console, which mirrors the first serial port if there is
      one. libvirt connects it only to a pseudoterminal; for other types it reports "character device console0 is
      not using a PTY". A serial port that writes a log file must come after the pseudoterminal; libvirt keeps the
      order of the file.
      """,
    sources: [.libvirt("src/qemu/qemu_driver.c", "qemuDomainOpenConsole")],
    good: [
      Example("<serial type='pty'/>\n<serial type='file'><source path='/var/log/vm.log'/></serial>"),
      Example("<serial type='pty'><log file='/var/log/vm.log'/></serial>"),
    ],
    bad: [
      Example("<serial type='⟦file⟧'><source path='/var/log/vm.log'/></serial>\n<serial type='pty'/>"),
      Example(
        "<serial type='⟦tcp⟧'><source mode='bind' host='::1' service='4555'/></serial>\n<console type='pty'><target type='virtio'/></console>"
      ),
    ]
  ) { context, findings in
    guard let console = context.resolved.defaultConsole, !console.works, let other = context.otherTerminal else {
      return
    }
    findings.add(
      at: context.range(of: .type, in: console.sourceNode),
      "`virsh console` opens \(console.device) of type '\(console.source.type)', and fails",
      help: "put the device of type pty first, or open it with `virsh console --devname \(other.id)`",
      notes: [Diagnostic.Note("the pseudoterminal", at: context.range(of: other.sourceNode))])
  }

  static let noTerminalForVirsh = Rule(
    "VC608", "no-pty-for-virsh-console", .note,
    optIn: "a domain whose consoles are sockets is usually reached through those sockets",
    "virsh console fails because no console or serial port is a pseudoterminal.",
    rationale: """
      libvirt connects `virsh console` only to pseudoterminals. To use a socket, run `virt-channel connect --domain
      FILE --channel ALIAS`; to see the output in a file, read the file.
      """,
    sources: [.libvirt("src/qemu/qemu_driver.c", "qemuDomainOpenConsole")],
    good: [Example("<console type='pty'/>")],
    bad: [
      Example("<console type='⟦unix⟧'><source mode='bind' path='/run/console.sock'/><target type='virtio'/></console>")
    ]
  ) { context, findings in
    guard let console = context.resolved.defaultConsole, !console.works, context.otherTerminal == nil,
      !context.mayHaveMoreDevices
    else { return }
    findings.add(
      at: context.range(of: .type, in: console.sourceNode),
      "`virsh console` opens \(console.device) of type '\(console.source.type)', and fails",
      help: "set type='pty' to use virsh console")
  }
}

extension DefaultConsole {
  fileprivate var sourceNode: SourceNode {
    switch self {
    case .serial(let serial, _): serial.sourceNode
    case .console(let console): console.console.sourceNode
    }
  }
}

extension RuleContext {
  /// The first device that `virsh console --devname` opens.
  fileprivate var otherTerminal: (id: String, sourceNode: SourceNode)? {
    if let serial = serials.first(where: { $0.source.kind == .pty }) { return (serial.id, serial.sourceNode) }
    let consoles = resolved.consoles.filter { !$0.console.isSerial && $0.console.source.kind == .pty }
    return consoles.first.map { ($0.id, $0.console.sourceNode) }
  }
}
