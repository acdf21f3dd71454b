internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// Whether a device can have an address of that type.
extension Rule {
  static let addressForms = [wrongAddressType] + addressParts + acpiIndices

  static let wrongAddressType = Rule(
    "VC111", "wrong-address-type", .error,
    "The address type does not fit the device.",
    rationale: """
      Channels and virtio consoles are ports of a virtio-serial controller; the controller itself is a PCI, CCW (s390x)
      or virtio-mmio device. If the type of an address does not fit, libvirt ignores the address of a channel, which is
      reported as a warning. It refuses that of a console or controller: in most cases, the domain can be defined, but
      does not start.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioDevGetConfig"),
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioSerialPortDevProps"),
      .libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefAddress"),
    ],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'>
          <address type='pci' slot='0x05'/>
        </controller>
        <channel type='pty'>
          <target type='virtio' name='a'/>
          <address type='virtio-serial' controller='0' bus='0' port='1'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        "<channel type='pty'><target type='virtio' name='a'/><address type='⟦pci⟧' slot='9'/></channel>",
        fixed: "<channel type='pty'><target type='virtio' name='a'/></channel>"),
      Example(
        "<controller type='virtio-serial'><address type='⟦drive⟧' controller='0'/></controller>",
        fixed: "<controller type='virtio-serial'></controller>"),
      Example(
        "<console type='pty'><target type='virtio'/><address type='⟦pci⟧' slot='9'/></console>",
        fixed: "<console type='pty'><target type='virtio'/></console>"),
      Example(
        "<controller type='virtio-serial'><address type='⟦ccw⟧'/></controller>",
        fixed: "<controller type='virtio-serial'></controller>"),
      Example(
        "<controller type='virtio-serial'><address type='⟦unassigned⟧'/></controller>",
        fixed: "<controller type='virtio-serial'></controller>"),
      Example(
        "<console type='pty'><target type='virtio'/><address type='⟦ccw⟧'/></console>",
        fixed: "<console type='pty'><target type='virtio'/></console>",
        in: .devices(machine: "s390-ccw-virtio", architecture: "s390x")),
      Example(
        "<controller type='virtio-serial'><address type='⟦ccw⟧'/></controller>",
        fixed: "<controller type='virtio-serial'></controller>", with: .bookworm, onPage: false),
      Example(
        "<controller type='virtio-serial'><address type='⟦ccw⟧'/></controller>",
        fixed: "<controller type='virtio-serial'></controller>", with: .bullseye, onPage: false),
    ]
  ) { context, findings in
    for controller in context.domain.controllers { context.check(controller.address, of: .controller, &findings) }
    let (channels, consoles) = (context.domain.channels, context.domain.consoles)
    for index in channels.indices {
      context.check(channels[index].address, of: channels[index].isVirtio ? .channel : .guestfwd, &findings)
    }
    for index in consoles.indices {
      context.check(consoles[index].address, of: consoles[index].isVirtio ? .virtioConsole : .otherConsole, &findings)
    }
  }
}

// MARK: Who has which address

/// A device that has an address.
private enum AddressOwner {
  case controller, channel, guestfwd, virtioConsole, otherConsole

  struct Verdict {
    let message: String
    var help: String?
    var refusal: Refusal?
    var safety = Fix.Safety.safe
  }

  func verdict(on address: Address, _ context: RuleContext) -> Verdict? {
    switch (self, address.kind) {
    case (_, .other), (.channel, .virtioSerial), (.virtioConsole, .virtioSerial), (.controller, .pci),
      (.controller, .virtioMMIO):
      return nil
    case (.channel, _):
      return Verdict(
        message: "a virtio channel is a port of a virtio-serial controller: libvirt ignores its \(address.type) address"
      )
    case (_, .ccw): return onCCW(context)
    case (_, .unassigned):
      return Verdict(
        message: "address type 'unassigned' is valid only for <hostdev>",
        refusal: .unsupported("address of type 'unassigned' is supported only for hostdevs"), safety: .unsafe)
    case (.controller, _):
      return Verdict(
        message: "a virtio-serial controller cannot have \("\(address.type)".withArticle) address",
        help: "remove the address, or use a PCI address",
        refusal: .internalError("Unexpected address type for 'virtio-serial'"),
        safety: .unsafe)
    case (.virtioConsole, _):
      return Verdict(
        message:
          "a virtio console is a port of a virtio-serial controller: it cannot have \("\(address.type)".withArticle) address",
        refusal: .internalError("virtio serial device has invalid address type"))
    case (.guestfwd, _):
      return Verdict(message: "a guestfwd channel is not a device of the guest, so it has no address", safety: .unsafe)
    case (.otherConsole, _): return nil
    }
  }

  /// Only s390 machines have channel subsystems; there libvirt gives such an address to everything, and QEMU not to a port.
  private func onCCW(_ context: RuleContext) -> Verdict? {
    guard self == .virtioConsole, context.resolved.machine.family == .s390CCW else { return nil }
    return Verdict(
      message: "a virtio console is a port of a virtio-serial controller: it cannot have a ccw address",
      refusal: Refusal(by: .qemu, "Property 'virtconsole.devno' not found"), safety: .unsafe)
  }
}

extension RuleContext {
  /// Nil where the device states no address, so that nothing in the text is wrong.
  func noChannelSubsystem(for device: DeviceReference) -> FindingWording? {
    guard let address = address(of: device).map({ SourceNode($0) }) else { return nil }
    return FindingWording(
      .wrongAddressType, at: range(of: .type, in: address),
      "machine type '\(resolved.machine.type)' has no CCW addresses", refusal: noSubchannels(for: device),
      fixes: [removal("remove the <address>", of: address, safety: .unsafe)])
  }

  /// How libvirt refuses a ccw address on another machine than s390.
  fileprivate func noSubchannels(for device: DeviceReference) -> Refusal {
    let machine = resolved.machine.type
    if versions.supports(.enumErrors) {
      return .unsupported("CCW addresses are not supported by machine type '\(machine)'")
    }
    let name = versions.supports(.subchannelChecks) ? "<null>" : device.kind.elementName
    return .unsupported("cannot use CCW address type for device '\(name)' using machine type '\(machine)'")
  }

  fileprivate func check(_ address: Address?, of owner: AddressOwner, _ findings: inout Findings) {
    guard let address, let verdict = owner.verdict(on: address, self) else { return }
    findings.add(
      at: range(of: .type, in: address.sourceNode), verdict.message,
      help: verdict.help, severity: verdict.refusal == nil ? .warning : .error, refusal: verdict.refusal,
      fixes: [removal("remove the <address>", of: address.sourceNode, safety: verdict.safety)])
  }
}
