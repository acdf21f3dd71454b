internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Chardevs that end in a spice client or on D-Bus.
extension Rule {
  static let spiceChardevs = [
    spiceChardevWithoutSpice, badSpicevmcName, spicevmcNotOnVirtio, badChannelName, dbusWithoutDBusGraphics,
  ]

  static let spiceChardevWithoutSpice = Rule(
    "VC401", "spice-chardev-without-spice", .error,
    "A SPICE device requires SPICE graphics.",
    rationale: """
      spicevmc and spiceport devices are connected to a SPICE client, so they require <graphics type='spice'/>; since
      8.4.0, libvirt refuses a domain without it. This is a common leftover when graphics are changed to VNC, and
      hosts without SPICE (such as RHEL 9) refuse the graphics. For the clipboard, QEMU has its own agent, the type
      qemu-vdagent, which needs another display, such as VNC. In a domain without graphics the channel has no use and
      can be removed.
      """,
    sources: [
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainChrSourceDef"),
      .qemu("chardev/spice.c", "qemu_chr_open_spice_port"),
    ],
    good: [
      Example(
        "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>\n<graphics type='spice'/>"
      ),
      Example(
        """
        <channel type='qemu-vdagent'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        """),
      Example("<redirdev bus='usb' type='spicevmc'/>\n<graphics type='spice'/>"),
      Example("<smartcard mode='host' type='spicevmc'/>\n<graphics type='vnc'/>"),
    ],
    bad: [
      Example(
        """
        <channel type='⟦spicevmc⟧'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <graphics type='vnc'/>
        """,
        fixed: """
          <channel type='qemu-vdagent'>
            <source>
              <clipboard copypaste='yes'/>
            </source>
            <target type='virtio' name='com.redhat.spice.0'/>
          </channel>
          <graphics type='vnc'/>
          """),
      Example(
        """
        <console type='⟦spiceport⟧'>
          <source channel='org.spice-space.webdav.0'/>
          <target type='virtio'/>
        </console>
        """),
      Example("<redirdev bus='usb' type='⟦spicevmc⟧'/>\n<graphics type='vnc'/>", fixed: "<graphics type='vnc'/>"),
      Example(
        """
        <channel type='⟦spicevmc⟧'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <redirdev bus='usb' type='spicevmc'/>
        <redirdev bus='usb' type='spicevmc'/>
        <console type='pty'/>
        """, fixed: "<console type='pty'/>"),
      Example(
        """
        <channel type='⟦spiceport⟧'>
          <source channel='org.spice-space.webdav.0'/>
          <target type='virtio' name='org.spice-space.webdav.0'/>
        </channel>
        """, with: .bullseye),
      Example(
        """
        <channel type='⟦spicevmc⟧'>
          <target type='virtio' name='com.redhat.spice.0'/>
        </channel>
        <graphics type='vnc'/>
        """, with: .bullseye, onPage: false),
    ]
  ) { context, findings in
    guard context.lacksGraphics("spice") else { return }
    let devices = context.spiceDevices
    guard let first = devices.first else { return }
    let refusals = devices.compactMap { context.refusalWithoutSpice($0.type) }
    findings.add(
      at: first.range, "\(context.title(of: devices)) SPICE graphics, and the domain has none",
      help: context.helpWithoutSpice(devices), severity: refusals.isEmpty ? .warning : .error, refusal: refusals.first,
      notes: devices.dropFirst().map { Diagnostic.Note("the \($0.title)", at: $0.range) },
      fixes: devices.allSatisfy { !$0.edits.isEmpty }
        ? [Fix(context.fixTitle(devices), .unsafe, edits: devices.flatMap(\.edits))] : [])
  }

  static let badSpicevmcName = Rule(
    "VC402", "bad-spicevmc-name", .error,
    "A spicevmc channel has a name that libvirt does not support.",
    rationale: """
      The SPICE agent opens the port com.redhat.spice.0; libvirt supports no other name, and uses this one by default.
      The error appears only when the domain starts.
      """,
    sources: [.libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioSerialPortDevProps")],
    good: [
      Example(
        "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>\n<graphics type='spice'/>"
      ),
      Example("<channel type='spicevmc'><target type='virtio'/></channel>\n<graphics type='spice'/>"),
    ],
    bad: [
      Example(
        "<channel type='spicevmc'><target type='virtio' name='⟦vdagent⟧'/></channel>\n<graphics type='spice'/>",
        fixed:
          "<channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>\n<graphics type='spice'/>"
      )
    ]
  ) { context, findings in
    let channels = context.domain.channels
    for index in channels.indices where channels[index].source == .spicevmc {
      guard let target = channels[index].target, let name = channels[index].name, name != Channel.vdagentName else {
        continue
      }
      findings.add(
        at: name.isEmpty
          ? context.nameRange(of: .name, in: target.sourceNode) : context.range(of: .name, in: target.sourceNode),
        "a spicevmc channel must be named '\(Channel.vdagentName)'",
        help: "set name='\(Channel.vdagentName)', or remove the name",
        refusal: .unsupported("Unsupported spicevmc target name '\(name)'"),
        fixes: [context.fix("set name='\(Channel.vdagentName)'", channels[index]) { $0.setName(Channel.vdagentName) }])
    }
  }

  static let spicevmcNotOnVirtio = Rule(
    "VC411", "spicevmc-not-on-virtio", .error,
    "A spicevmc device is not a virtio channel.",
    rationale: """
      spicevmc carries the protocol of the SPICE agent: it is valid for a virtio channel, a USB redirection or a smart
      card, but not for a console, serial port or guestfwd channel.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainChrDefParseXML")],
    good: [
      Example("<channel type='spicevmc'><target type='virtio'/></channel>\n<graphics type='spice'/>")
    ],
    bad: [
      Example("<console type='⟦spicevmc⟧'><target type='virtio'/></console>\n<graphics type='spice'/>"),
      Example(
        "<channel type='⟦spicevmc⟧'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>\n<graphics type='spice'/>"
      ),
    ]
  ) { context, findings in
    for device in context.characterDevices where device.source == .spicevmc && !device.mayBeSpicevmc {
      findings.add(
        at: context.range(of: .type, in: device.sourceNode), "type spicevmc is valid only for a virtio channel",
        help: device.channel != nil
          ? "use <target type='virtio'/>, or another type, such as pty"
          : "set type='pty', or use a <channel> with <target type='virtio'/>",
        refusal: .unsupported("spicevmc device type only supports virtio"))
    }
  }

  static let badChannelName = Rule(
    "VC412", "bad-channel-name", .error, needs: .rareSources,
    "The channel name of a source contains characters that libvirt refuses.",
    rationale: "libvirt accepts only ASCII letters, digits, `.`, `-` and `_`.",
    sources: [.libvirt("src/conf/domain_validate.c", "virDomainChrSourceDefValidateChannelName")],
    good: [
      Example(
        """
        <channel type='spiceport'>
          <source channel='org.spice-space.webdav.0'/>
          <target type='virtio' name='org.spice-space.webdav.0'/>
        </channel>
        <graphics type='spice'/>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='spiceport'>
          <source channel='⟦web dav⟧'/>
          <target type='virtio' name='org.spice-space.webdav.0'/>
        </channel>
        <graphics type='spice'/>
        """)
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard let source = device.source.namedChannel, let name = source.channel, !name.utf8.allSatisfy(\.isOfChannelName)
      else { continue }
      findings.add(
        at: context.range(of: .channel, in: source.sourceNode),
        "'\(name)' contains characters that libvirt does not allow in a channel name",
        help: "use only letters, digits, '.', '-' and '_'",
        refusal: Refusal(by: .libvirt, "invalid argument: Invalid character in source channel for char device"))
    }
  }

  static let dbusWithoutDBusGraphics = Rule(
    "VC413", "dbus-without-dbus-graphics", .warning, needs: .rareSources,
    "A D-Bus device requires D-Bus graphics.",
    rationale: """
      QEMU offers a dbus chardev to the clients of its D-Bus display. Without <graphics type='dbus'/> the domain
      starts, but no client can reach the device.
      """,
    sources: [.qemu("ui/dbus-chardev.c", "dbus_chr_open")],
    good: [
      Example(
        "<channel type='dbus'><source channel='org.example.0'/><target type='virtio' name='a'/></channel>\n<graphics type='dbus'/>"
      )
    ],
    bad: [
      Example(
        "<channel type='⟦dbus⟧'><source channel='org.example.0'/><target type='virtio' name='a'/></channel>\n<graphics type='vnc'/>"
      )
    ]
  ) { context, findings in
    guard context.lacksGraphics("dbus") else { return }
    for device in context.backedDevices where device.source.kind == .dbus {
      findings.add(
        at: context.range(of: .type, in: device.sourceNode),
        "the \(device.title) requires D-Bus graphics to be reachable",
        help: "add <graphics type='dbus'/>")
    }
  }
}

// MARK: Without spice

extension RuleContext {
  /// How a spice chardev is refused where there is no spice; nil where it is taken.
  fileprivate func refusalWithoutSpice(_ type: String) -> Refusal? {
    if versions.supports(.spiceGraphicsDemanded) {
      return .unsupported("chardev '\(type)' not supported without spice graphics")
    }
    return type == "spiceport" ? Refusal(by: .qemu, "spice not enabled") : nil
  }

  /// The devices that need spice graphics, the channels and consoles first.
  fileprivate var spiceDevices: [SpiceDevice] {
    let ours = backedDevices.filter(\.needsSpice).map { device in
      SpiceDevice(
        title: device.title, type: device.source.type, range: range(of: .type, in: device.sourceNode),
        becomesVdagent: becomesVdagent(device), isRemovable: device.isVdagent, edits: editsWithoutSpice(device))
    }
    let others = domain.devices(named: [.redirdev, .smartcard]).filter(isRedirectedBySpice).map { node in
      SpiceDevice(
        title: document.name(of: node) == Name.redirdev.xml ? "USB redirection device" : "smart card reader",
        type: "spicevmc", range: range(of: .type, in: SourceNode(node)),
        becomesVdagent: false, isRemovable: true, edits: domain.edits(removing: SourceNode(node)))
    }
    return ours + others
  }

  /// Whether QEMU's own agent can replace the device: it shares the clipboard with any display.
  private func becomesVdagent(_ device: CharacterDevice) -> Bool {
    device.isVdagent && versions.supports(.vdagentChardev) && !resolved.graphics.isEmpty
  }

  private func editsWithoutSpice(_ device: CharacterDevice) -> [TextEdit] {
    guard var channel = device.channel, device.isVdagent else { return [] }
    guard becomesVdagent(device) else {
      return resolved.graphics.isEmpty ? domain.edits(removing: channel.sourceNode) : []
    }
    channel.source = .qemuVdagent(VdagentSource(clipboard: Clipboard(copypaste: .yes)))
    channel.setName(Channel.vdagentName)
    return domain.edits(channel)
  }

  fileprivate func title(of devices: [SpiceDevice]) -> String {
    guard let first = devices.first, devices.count > 1 else {
      return devices.first.map { "the \($0.title) of type '\($0.type)' requires" } ?? ""
    }
    return "the \(first.title) of type '\(first.type)' and \(devices.count - 1) more "
      + "device\(devices.count > 2 ? "s" : "") require"
  }

  fileprivate func helpWithoutSpice(_ devices: [SpiceDevice]) -> String {
    let addition = "add <graphics type='spice'/>"
    if devices.contains(where: \.becomesVdagent) {
      return devices.count == 1
        ? "set type='qemu-vdagent', or \(addition)"
        : "set type='qemu-vdagent' for the channel and remove the other devices, or \(addition)"
    }
    guard devices.contains(where: { $0.isRemovable && !$0.edits.isEmpty }) else { return addition }
    return "remove \(devices.count > 1 ? "them" : "it"), or \(addition)"
  }

  fileprivate func fixTitle(_ devices: [SpiceDevice]) -> String {
    let isReplaced = devices.contains(where: \.becomesVdagent)
    if devices.count == 1 { return isReplaced ? "set type='qemu-vdagent'" : "remove the \(devices[0].title)" }
    return isReplaced
      ? "set type='qemu-vdagent', and remove the other devices that require SPICE"
      : "remove the devices that require SPICE"
  }

  /// Whether a device other than ours is of type spicevmc. Only a smartcard in passthrough mode has a type
  /// (`virDomainSmartcardDefParseXML`).
  private func isRedirectedBySpice(_ node: ElementNode) -> Bool {
    guard document.value(.type, of: node) == "spicevmc" else { return false }
    return document.name(of: node) == Name.redirdev.xml || document.value(.mode, of: node) == "passthrough"
  }
}

/// A device that needs spice graphics.
private struct SpiceDevice {
  let title: String
  let type: String
  let range: SourceRange
  /// Whether the type qemu-vdagent does the same.
  let becomesVdagent: Bool
  /// Whether the domain can do without it.
  let isRemovable: Bool
  /// What makes the domain do without spice; empty where that is not known.
  let edits: [TextEdit]
}

extension CharacterDevice {
  /// Whether it is the spice agent's channel.
  fileprivate var isVdagent: Bool {
    channel.map { $0.source == .spicevmc && $0.isVirtio && ($0.name ?? Channel.vdagentName) == Channel.vdagentName }
      ?? false
  }

  /// Of other devices that spice redirects, the element is looked at.
  fileprivate var needsSpice: Bool {
    if case .other = device { return source.kind == .spiceport }
    return source.kind == .spiceport || source.kind == .spicevmc && mayBeSpicevmc
  }

  /// libvirt compares numbers of kinds without looking at what they are kinds of: a USB serial port's is a virtio channel's, a
  /// Xen console's is too, and refused for another reason.
  fileprivate var mayBeSpicevmc: Bool {
    switch device {
    case .serial(let serial): serial.target?.type == "usb-serial"
    case .channel(let channel): channel.isVirtio
    case .console(let console): console.target?.type == .xen
    case .other(let other): other.kind != .parallel
    }
  }
}

extension ChardevSource {
  fileprivate var namedChannel: NamedChannelSource? {
    switch self {
    case .spiceport(let source), .dbus(let source): source
    default: nil
    }
  }
}

extension UInt8 {
  fileprivate var isOfChannelName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
