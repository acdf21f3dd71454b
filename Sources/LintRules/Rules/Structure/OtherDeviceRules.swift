internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// What is wrong with the devices around ours, and makes libvirt refuse the whole domain.
extension Rule {
  static let otherDevices = [repeatedDevice, duplicateDiskTarget, soundWithoutAudio, unsupportedGraphics]

  static let repeatedDevice = Rule(
    "VC127", "repeated-device", .error,
    "The domain has several of a device that may appear once.",
    rationale: """
      A domain can have one memory balloon, vsock, IOMMU and NVRAM device, one graphics device of each type and,
      before libvirt 9.1.0, one watchdog. libvirt refuses more.
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainDefParseXML"),
      .libvirt("src/qemu/qemu_command.c", "qemuBuildGraphicsCommandLine"),
    ],
    good: [
      Example("<memballoon model='virtio'/>\n<graphics type='vnc'/>\n<graphics type='spice'/>"),
      Example("<watchdog model='i6300esb'/>\n<watchdog model='itco'/>", in: .devices(machine: "q35")),
    ],
    bad: [
      Example("<memballoon model='virtio'/>\n<⟦memballoon⟧ model='none'/>"),
      Example("<graphics type='vnc'/>\n<graphics type='spice'/>\n<⟦graphics⟧ type='vnc'/>"),
      Example(
        "<watchdog model='i6300esb'/>\n<⟦watchdog⟧ model='i6300esb'/>",
        with: .bookworm),
      Example("<graphics type='vnc'/>\n<⟦graphics⟧ type='vnc'/>", with: .bullseye, onPage: false),
      Example("<graphics type='dbus'/>\n<⟦graphics⟧ type='dbus'/>", onPage: false),
    ]
  ) { context, findings in
    guard !context.domain.isFragment else { return }
    var groups: [(device: SingleDevice, first: ElementNode, second: ElementNode, count: Int)] = []
    for node in context.domain.devices(named: SingleDevice.names) {
      guard let device = context.singleDevice(node) else { continue }
      if let index = groups.firstIndex(where: { $0.device == device }) {
        if groups[index].count == 1 { groups[index].second = node }
        groups[index].count += 1
      } else {
        groups.append((device, node, node, 1))
      }
    }
    for (device, first, second, count) in groups where count > 1 {
      let more = count > 2 ? "; there are \(count)" : ""
      findings.add(
        at: context.document.nameRange(of: second), "the domain already has \(device.title)\(more)",
        help: "keep only the intended one", refusal: device.refusal(by: context.versions),
        notes: [Diagnostic.Note("the first", at: context.document.nameRange(of: first))])
    }
  }

  static let duplicateDiskTarget = Rule(
    "VC128", "duplicate-disk-target", .error,
    "Two disks share a target.",
    rationale: """
      The target is libvirt's name of a disk. libvirt refuses a domain in which two disks share a name.
      """,
    sources: [.libvirt("src/conf/domain_conf.c", "virDomainDiskDefCheckDuplicateInfo")],
    good: [
      Example(
        "<disk type='file'><source file='/a'/><target dev='vda'/></disk>\n"
          + "<disk type='file'><source file='/b'/><target dev='vdb'/></disk>")
    ],
    bad: [
      Example(
        "<disk type='file'><source file='/a'/><target dev='vda'/></disk>\n"
          + "<disk type='file'><source file='/b'/><target dev='⟦vda⟧'/></disk>")
    ]
  ) { context, findings in
    var holders = SmallDictionary<String, ElementNode>()
    for node in context.domain.devices(named: .disk) {
      guard let target = context.document.child(Name.target.xml, of: node),
        let name = context.document.value(.dev, of: target), !name.isEmpty
      else { continue }
      guard let first = holders[name] else {
        holders.updateValue(node, forKey: name)
        continue
      }
      findings.add(
        at: context.range(of: .dev, in: SourceNode(target)), "the target '\(name)' is already used by another disk",
        help: "use a free name",
        refusal: .xml(
          "target '\(name)' duplicated for disk sources '\(context.diskSource(first))' and '\(context.diskSource(node))'"
        ),
        notes: [Diagnostic.Note("first use of the name", at: context.document.nameRange(of: first))])
    }
  }

  static let soundWithoutAudio = Rule(
    "VC129", "sound-without-audio", .error,
    "A sound device has no audio backend.",
    rationale: """
      libvirt adds an audio backend for VNC and SPICE graphics, and if there are no graphics. With other graphics,
      such as dbus, a sound device needs an <audio> element.
      """,
    sources: [.libvirt("src/qemu/qemu_command.c", "qemuGetAudioIDString")],
    good: [
      Example("<graphics type='vnc'/>\n<sound model='ich6'/>"), Example("<sound model='ich6'/>"),
      Example("<graphics type='dbus'/>\n<audio id='1' type='dbus'/>\n<sound model='ich6'/>"),
      Example("<graphics type='dbus'/>\n<sound model='ich6'/>", with: .bullseye, onPage: false),
    ],
    bad: [Example("<graphics type='dbus'/>\n<⟦sound⟧ model='ich6'/>")]
  ) { context, findings in
    guard !context.domain.isFragment, context.versions.supports(.audioBackends) else { return }
    guard context.domain.hasDevice(named: .sound), !context.hasAudio, !context.mayHaveMoreDevices else { return }
    for node in context.domain.devices(named: .sound) where context.document.value(.model, of: node) != "pcspk" {
      findings.add(
        at: context.document.nameRange(of: node), "the sound device has no <audio> backend",
        help: "add <audio id='1' type='none'/>, or another type",
        refusal: .internalError("unable to find audio backend for sound device"))
    }
  }
}

extension Rule {
  static let unsupportedGraphics = Rule(
    "VC130", "unsupported-graphics", .error,
    "The selected QEMU does not support this type of graphics.",
    rationale: """
      libvirt refuses a graphics type that the QEMU binary does not report as supported. QEMU supports D-Bus
      graphics since 7.0; no QEMU supports the type desktop.
      """,
    sources: [.libvirt("src/qemu/qemu_validate.c", "qemuValidateDomainDeviceDefGraphics")],
    good: [
      Example("<graphics type='dbus'/>"), Example("<graphics type='vnc'/>"),
      Example("<graphics type='dbus'/>", with: .bullseye, onPage: false),
    ],
    bad: [
      Example("<graphics type='⟦desktop⟧'/>"),
      Example("<graphics type='⟦dbus⟧'/>", with: Versions(libvirt: Version(9), qemu: Version(6, 2))),
    ]
  ) { context, findings in
    for node in context.domain.devices(named: .graphics) {
      guard let type = context.document.value(.type, of: node), context.versions.lackGraphics(type) else { continue }
      findings.add(
        at: context.range(of: .type, in: SourceNode(node)),
        "QEMU \(context.versions.qemu) does not support \(type) graphics",
        help: type == "dbus" ? "use vnc or spice, or QEMU \(Change.dbusChardev.qemu) or later" : "use vnc or spice",
        refusal: .unsupported("\(type) graphics are not supported with this QEMU"))
    }
  }
}

extension Versions {
  /// Whether libvirt knows a type of graphics and finds that QEMU does not.
  fileprivate func lackGraphics(_ type: String) -> Bool {
    switch type {
    case "desktop": true
    case "dbus": libvirt >= Change.dbusChardev.libvirt && !supports(.dbusChardev)
    default: false
    }
  }
}

/// A device that a domain can have once, by libvirt's name for it (`virDomainDefParseXML`, `qemuBuildCommandLine`).
private enum SingleDevice: Equatable {
  case device(String)
  case graphics(String)

  /// The names of their elements.
  static let names: NameSet = [.memballoon, .watchdog, .nvram, .iommu, .vsock, .graphics]

  var title: String {
    switch self {
    case .device(let name): "\("aeiouAEIOU".contains(name.prefix(1)) ? "an" : "a") \(name) device"
    case .graphics(let type): "\(type) graphics"
    }
  }

  /// How another is refused.
  func refusal(by versions: Versions) -> Refusal {
    switch self {
    case .device(let name): return .internalError("only a single \(name) device is supported")
    case .graphics:
      let types = versions.supports(.dbusChardev) ? "sdl, vnc, spice, headless, dbus" : "sdl, vnc, spice, headless"
      return .unsupported("only 1 graphics device of each type (\(types)) is supported")
    }
  }
}

extension RuleContext {
  fileprivate func singleDevice(_ node: ElementNode) -> SingleDevice? {
    switch document.name(of: node) {
    case Name.memballoon.xml: .device("memory balloon")
    case Name.watchdog.xml where !versions.supports(.severalWatchdogs): .device("watchdog")
    case Name.nvram.xml: .device("nvram")
    case Name.iommu.xml: .device("IOMMU")
    case Name.vsock.xml: .device("vsock")
    case Name.graphics.xml: document.value(.type, of: node).flatMap(singleGraphics)
    default: nil
    }
  }

  /// The types of graphics that QEMU has.
  private func singleGraphics(_ type: String) -> SingleDevice? {
    switch type {
    case "sdl", "vnc", "spice": .graphics(type)
    case "egl-headless": .graphics("headless")
    case "dbus" where versions.supports(.dbusChardev): .graphics(type)
    default: nil
    }
  }

  fileprivate func diskSource(_ disk: ElementNode) -> String {
    let source = document.child(Name.source.xml, of: disk)
    return source.flatMap { document.value(.file, of: $0) ?? document.value(.dev, of: $0) } ?? "<null>"
  }

  /// Whether the domain has an audio backend, written or added: the last graphics that affects sound decides
  /// (`qemuDomainDefSuggestDefaultAudioBackend`).
  fileprivate var hasAudio: Bool {
    if domain.hasDevice(named: .audio) || !domain.hasDevice(named: .graphics) { return true }
    let types = domain.devices(named: .graphics).compactMap { document.value(.type, of: $0) }
    return types.last { ["vnc", "spice", "sdl"].contains($0) }.map { $0 != "sdl" } ?? false
  }
}
