public import DomainModel
internal import XMLTree

/// A domain with everything filled in that libvirt fills in, and what came up on the way.
public struct ResolvedDomain: Sendable {
  /// The domain as written.
  public let domain: Domain
  /// The libvirt and the QEMU it was resolved for.
  public let versions: Versions
  /// Its machine.
  public let machine: Machine
  /// The types of its graphics devices, such as `spice`.
  public let graphics: Set<String>
  /// The virtio-serial controllers, in the order of the command line.
  public let controllers: [ResolvedController]
  /// The channels, in order.
  public let channels: [ResolvedChannel]
  /// The consoles of every kind, in order.
  public let consoles: [ResolvedConsole]
  /// The buses of other devices that are not those they state: a bridge was added before them.
  let movedBuses: [ElementNode: Int]
  /// What came up.
  public let findings: [ResolutionFinding]
  /// All devices, each where it is in the end.
  let devices: DeviceTable

  /// The pci controllers, in the order of the command line.
  public var pciControllers: [PCIController] {
    let buses = PCIBusNames(devices, of: domain, on: machine)
    var bridges = HostBridges(devices, in: domain.document)
    return devices[.controller].compactMap { PCIController($0, buses, &bridges, on: machine) }
  }

  /// Whether some pci controller is on a bus that a controller behind it gives, which costs less to say than to make them all.
  package var hasPCIControllerBeforeItsBus: Bool {
    var busesBehind = [Bool](repeating: false, count: ControllerFacts.highestPCIIndex + 1)
    for position in devices.indices(of: .controller).reversed() {
      guard let index = devices[position].controller?.pciIndex, busesBehind.indices.contains(index) else { continue }
      if let bus = devices[position].location?.bus, busesBehind.indices.contains(bus), busesBehind[bus] { return true }
      busesBehind[index] = true
    }
    return false
  }

  /// The pci controllers that libvirt adds.
  public var addedPCIControllers: [PCIController] { pciControllers.filter(\.isAdded) }
}

/// A virtio-serial controller with everything filled in.
public struct ResolvedController: Hashable, Sendable {
  /// The controller as libvirt saves it; one that libvirt adds has no origin.
  public let controller: Controller
  /// What it is called on the command line: its alias.
  public let id: String
  /// What the bus it is plugged in is called on the command line, such as `pci.2`; nil when it is not on PCI.
  public let pciBus: String?
  /// The model of the pci controller whose bus that is.
  public let pciBusModel: PCIModel?
  /// The number channels address it by.
  public var index: Int { controller.index ?? 0 }
  /// Whether libvirt adds it.
  public var isAdded: Bool { controller.sourceNode.node == nil }
}

/// A channel with everything filled in.
public struct ResolvedChannel: Hashable, Sendable {
  /// The channel as libvirt saves it: a socket of libvirt's own making has no path there.
  public let channel: Channel
  /// What it is called on the command line: its alias.
  public let id: String
  /// What its bus is called on the command line, such as `virtio-serial0.0`; nil when it is not a virtio channel.
  public let bus: String?
  /// The source as QEMU gets it, with the path of the socket.
  public let source: ChardevSource

  /// The name the guest sees; a spicevmc channel without one gets the name of the spice agent's.
  public var portName: String? { channel.name ?? (source.kind == .spicevmc ? "com.redhat.spice.0" : nil) }

  /// The port it is plugged in, when it is a virtio channel.
  public var port: VirtioSerialAddress? { bus == nil ? nil : channel.address?.virtioSerial }
}

/// A console with everything filled in.
public struct ResolvedConsole: Hashable, Sendable {
  /// The console as libvirt saves it.
  public let console: Console
  /// What it is called on the command line: its alias.
  public let id: String
  /// What its bus is called on the command line, such as `virtio-serial0.0`; nil when QEMU chooses.
  public let bus: String?

  /// The port it is plugged in; nil when QEMU chooses.
  public var port: VirtioSerialAddress? { bus == nil ? nil : console.address?.virtioSerial }
}
