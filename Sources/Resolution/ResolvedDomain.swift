public import DomainModel
internal import XMLTree

/// A domain with the values that libvirt fills in, and the problems that were found; immutable.
public final class ResolvedDomain: Sendable {
  /// The domain as written.
  public let domain: Domain
  /// The versions for which the domain was resolved.
  public let versions: Versions
  /// The machine of the domain.
  public let machine: Machine
  /// The types of its graphics devices, such as `spice`, in order.
  public let graphics: [String]
  /// The virtio-serial controllers, in the order of the command line.
  public let controllers: [ResolvedController]
  /// The channels, in order.
  public let channels: [ResolvedChannel]
  /// The consoles of every kind, in order.
  public let consoles: [ResolvedConsole]
  /// The serial ports, in the order of the command line. If there are none and the first console is not a separate
  /// device, that console is the serial port (`virDomainDefAddConsoleCompat`).
  public let serials: [ResolvedSerial]
  /// The buses of other devices that are not those they state: a bridge was added before them.
  let movedBuses: [ElementNode: Int]
  /// The problems that were found.
  public let findings: [ResolutionFinding]
  /// All devices, each where it is in the end.
  let devices: DeviceTable

  /// Takes the result of a resolution, after all its steps.
  init(taking resolution: inout DomainResolution) {
    domain = resolution.domain
    versions = resolution.versions
    machine = resolution.machine
    graphics = resolution.scan.graphics
    controllers = resolution.resolvedControllers
    channels = resolution.resolvedChannels
    consoles = resolution.resolvedConsoles
    serials = ResolvedSerial.all(of: domain, on: machine)
    movedBuses = resolution.movedBuses
    findings = resolution.findings
    devices = resolution.devices.take()
  }

  /// The PCI controllers, in the order of the command line.
  public var pciControllers: [PCIController] {
    let buses = PCIBusNames(devices, of: domain, on: machine)
    var bridges = HostBridges(devices, in: domain.document)
    return devices[.controller].compactMap { PCIController($0, buses, &bridges, on: machine) }
  }

  /// Whether some pci controller is on a bus that a controller behind it gives, which costs less to say than to make them all.
  package var hasPCIControllerBeforeItsBus: Bool {
    var busesBehind = IndexAllocator()
    for position in devices.indices(of: .controller).reversed() {
      guard let index = devices[position].controller?.pciIndex else { continue }
      if let bus = devices[position].location?.bus, busesBehind.contains(bus) { return true }
      busesBehind.take(index)
    }
    return false
  }

  /// The PCI controllers that libvirt adds.
  public var addedPCIControllers: [PCIController] { pciControllers.filter(\.isAdded) }
}

/// A virtio-serial controller with all values filled in.
public struct ResolvedController: Hashable, Sendable {
  /// The controller as libvirt saves it; one that libvirt adds has no source node.
  public let controller: Controller
  /// The id on the command line, which is the alias.
  public let id: String
  /// The name of its PCI bus on the command line, such as `pci.2`; nil if it is not on PCI.
  public let pciBus: String?
  /// The model of the PCI controller that provides this bus; nil if it is not on PCI.
  public let pciBusModel: PCIModel?
  /// The index, which the addresses of channels refer to.
  public var index: Int { controller.index ?? 0 }
  /// Whether libvirt adds the device.
  public var isAdded: Bool { controller.sourceNode.node == nil }
}

/// A channel with all values filled in.
public struct ResolvedChannel: Hashable, Sendable {
  /// The channel as libvirt saves it, without the path of a generated socket.
  public let channel: Channel
  /// Its number among the channels, from 0.
  let number: Int
  /// The id of its controller; nil if it is not a virtio channel.
  let controllerID: String?
  /// The source as passed to QEMU, with the path of the socket.
  public let source: ChardevSource

  /// The id on the command line, which is the alias.
  public var id: String { channel.alias?.name ?? "channel\(number)" }

  /// The name of its bus on the command line, such as `virtio-serial0.0`; nil if it is not a virtio channel.
  public var bus: String? { channel.address.bus(of: controllerID) }

  /// The name of the port in the guest; nil if it has none. A spicevmc channel without a name gets that of the SPICE agent.
  public var portName: String? { channel.name ?? (source.kind == .spicevmc ? "com.redhat.spice.0" : nil) }

  /// The port of the controller; nil if it is not a virtio channel.
  public var port: VirtioSerialAddress? { controllerID == nil ? nil : channel.address?.virtioSerial }
}

/// A console with all values filled in.
public struct ResolvedConsole: Hashable, Sendable {
  /// The console as libvirt saves it.
  public let console: Console
  /// Its number among the consoles, from 0.
  let number: Int
  /// The id of its controller; nil if QEMU chooses it.
  let controllerID: String?

  /// The id on the command line, which is the alias.
  public var id: String { console.alias?.name ?? "console\(number)" }

  /// The name of its bus on the command line, such as `virtio-serial0.0`; nil if QEMU chooses it.
  public var bus: String? { console.address.bus(of: controllerID) }

  /// The port of the controller; nil if QEMU chooses it.
  public var port: VirtioSerialAddress? { controllerID == nil ? nil : console.address?.virtioSerial }
}

extension Address? {
  /// The name of the bus of a controller on the command line.
  fileprivate func bus(of controllerID: String?) -> String? {
    controllerID.map { "\($0).\(self?.virtioSerial?.bus ?? 0)" }
  }
}
