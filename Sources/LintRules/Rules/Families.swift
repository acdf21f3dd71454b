// The rules by the first digit of their codes. Each family is a directory beside this file, and `Rule.all` is made of these lists.
extension Rule {
  /// VC0xx: the file as text and as XML, and comments that suppress findings.
  private static let documents = document + suppression

  /// VC1xx: elements, attributes and values that libvirt refuses or silently drops.
  private static let structure =
    misplaced + machines + types + repetitions + values + addressForms + identities + runningDomains + securityLabels
    + unused
    + otherDevices

  /// VC2xx: controllers, their ports, and the addresses of devices.
  private static let placements =
    controllers + pciControllers + ports + addresses + placement + room + start + usb + machineParts

  /// VC3xx: sockets, files and other host ends of devices.
  private static let sources =
    sourceForms + sourceDemands + socketPaths + socketLocations + confinement + networks + backends

  /// VC4xx: spice, the clipboard agent, and guestfwd.
  private static let display = spiceChardevs + vdagents + wellKnownPorts + guestForwarding

  /// VC6xx: consoles, serial and parallel ports.
  private static let terminals = consoles + virshConsoles + serials

  /// Every family, in the order of codes: VC5xx is the guest agent, VC7xx QEMU command lines, VC8xx several files.
  static let families = [documents, structure, placements, sources, display, agent, terminals, commandLine, run]
}
