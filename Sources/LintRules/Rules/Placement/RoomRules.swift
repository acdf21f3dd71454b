internal import DomainModel
internal import Resolution
internal import SourceText

// VC2xx: room for what is plugged in later. Asked for, as both are a matter of plans.
extension Rule {
  static let room = [unusedController, noHotplugHeadroom, argumentTakesNextPort]

  static let unusedController = Rule(
    "VC219", "unused-controller", .note,
    optIn: "the controller may be intended for devices that are attached later",
    "A controller has no devices.",
    rationale: """
      A controller costs a PCI slot and a driver in the guest. It is still useful if channels will be hot-plugged,
      because a controller itself cannot be hot-plugged.
      """,
    sources: [.libvirt("src/qemu/qemu_hotplug.c", "qemuDomainAttachControllerDevice")],
    good: [
      Example(
        """
        <controller type='virtio-serial' index='0'/>
        <channel type='pty'>
          <target type='virtio' name='a'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <⟦controller⟧ type='virtio-serial' index='0'/>
        <console type='pty'/>
        """, fixed: "<console type='pty'/>")
    ]
  ) { context, findings in
    let used = Set(context.portAssignment.ports.map(\.controller))
    for resolved in context.resolved.controllers where !resolved.isAdded && !used.contains(resolved.index) {
      let sourceNode = resolved.controller.sourceNode
      findings.add(
        at: context.range(of: sourceNode), "no device uses controller \(resolved.index)",
        help: "remove it, unless channels will be hot-plugged later",
        fixes: [context.removal("remove the controller", of: sourceNode, safety: .unsafe)])
    }
  }

  static let noHotplugHeadroom = Rule(
    "VC220", "no-hotplug-headroom", .note,
    optIn: "channels are hot-plugged into few domains",
    "No port is free for hot-plugging another channel.",
    rationale: """
      A channel can be hot-plugged into a running domain, but a controller cannot: "'virtio-serial' controller cannot
      be hot plugged." Without a controller, libvirt reports "no virtio-serial controllers are available"; if all are
      full, attaching fails and leaves a phantom controller in the domain.
      """,
    sources: [
      .libvirt("src/qemu/qemu_hotplug.c", "qemuDomainAttachChrDeviceAssignAddr"),
      .libvirt("src/qemu/qemu_hotplug.c", "qemuDomainAttachControllerDevice"),
    ],
    good: [Example("<controller type='virtio-serial' index='0'/>")],
    bad: [
      Example(
        """
        <domain type='kvm'>
          <name>vm</name>
          <⟦devices⟧>
            <console type='pty'/>
          </devices>
        </domain>
        """,
        fixed: """
          <domain type='kvm'>
            <name>vm</name>
            <devices>
              <controller type='virtio-serial' index='0'/>
              <console type='pty'/>
            </devices>
          </domain>
          """, in: .file)
    ]
  ) { context, findings in
    let indices = context.resolved.controllers.map(\.index)
    guard let devices = context.domain.devices, !context.domain.isFragment,
      !indices.contains(where: context.portAssignment.hasRoom)
    else { return }
    let controller = Controller(index: (indices.max() ?? -1) + 1)
    findings.add(
      at: context.range(of: SourceNode(devices)),
      "no port is free for hot-plugging a channel",
      help: "add <controller type='virtio-serial' index='\(controller.index ?? 0)'/>",
      fixes: [Fix("add a controller", .unsafe, edits: context.domain.edits(controller))])
  }
}
