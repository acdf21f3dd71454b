public import DomainModel
public import XMLTree

/// A problem found while a domain is resolved: a refusal of libvirt, or a silent change. The rules report it.
public enum ResolutionFinding: Hashable, Sendable {
  // What libvirt refuses.

  /// Two controllers of one type have one index. "Multiple '…' controllers with index '…'"
  case duplicateIndex(ControllerKind, index: Int, ElementNode?, first: ElementNode?)
  /// Two devices claim one port. "virtio serial port … on controller … is already occupied"
  case portTaken(DeviceReference, controller: Int, port: Int, by: DeviceReference)
  /// The controller has fewer ports. "virtio serial controller … does not have port …"
  case portOutOfRange(DeviceReference, controller: Int, port: Int, ports: Int, of: ElementNode?)
  /// A device that needs no controller states one that is not there. "virtio serial controller … is missing"
  case missingController(DeviceReference, Int)
  /// libvirt looks for a console's port on controller 0, which is not there. "virtio-serial controller … not available"
  case unavailableController(DeviceReference, Int)
  /// A device leaves the port of a controller to libvirt, and all are taken. "Unable to find a free port on …"
  case controllerFull(DeviceReference, controller: Int, ports: Int, of: ElementNode?)
  /// Two devices have one user alias. "non unique alias detected: …"
  case duplicateAlias(String, ElementNode?, first: ElementNode?)
  /// A console behind the first is a serial one. "Only the first console can be a serial port"
  case secondSerialConsole(ElementNode?)
  /// The address of a device.
  case placement(PlacementRefusal)

  // What libvirt changes.

  /// A channel states port 0, which libvirt takes for "choose".
  case portZeroReplaced(ElementNode?, by: VirtioSerialAddress)
  /// A controller was added because all ports of the others are taken.
  case controllerAdded(index: Int)
}
