public import DomainModel
public import XMLTree

/// A problem found while a domain is resolved: a refusal of libvirt, or a silent change. The rules report it.
public enum ResolutionFinding: Hashable, Sendable {
  // What libvirt refuses.

  /// Two controllers of the same type share an index. "Multiple '…' controllers with index '…'"
  case duplicateIndex(ControllerKind, index: Int, ElementNode?, first: ElementNode?)
  /// Two devices claim the same port. "virtio serial port … on controller … is already occupied"
  case portTaken(DeviceReference, controller: Int, port: Int, by: DeviceReference)
  /// The controller does not have the port. "virtio serial controller … does not have port …"
  case portOutOfRange(DeviceReference, controller: Int, port: Int, ports: Int, of: ElementNode?)
  /// A device that needs no controller refers to one that does not exist. "virtio serial controller … is missing"
  case missingController(DeviceReference, Int)
  /// libvirt looks for the port of a console on controller 0, which does not exist. "virtio-serial controller … not available"
  case unavailableController(DeviceReference, Int)
  /// A device specifies a controller but no port, and the controller is full. "Unable to find a free port on …"
  case controllerFull(DeviceReference, controller: Int, ports: Int, of: ElementNode?)
  /// Two devices share an alias. "non unique alias detected: …"
  case duplicateAlias(String, ElementNode?, first: ElementNode?)
  /// A console other than the first has a serial target. "Only the first console can be a serial port"
  case secondSerialConsole(ElementNode?)
  /// The address of a device.
  case placement(PlacementRefusal)

  // What libvirt changes.

  /// A channel specifies port 0, which libvirt treats as unset.
  case portZeroReplaced(ElementNode?, by: VirtioSerialAddress)
  /// libvirt adds a controller because the others have no free port.
  case controllerAdded(index: Int)
}
