internal import DomainModel
internal import Resolution

/// The address of a device on its bus, as sysfs of a Linux guest prints it.
struct GuestBusAddress: Hashable, Sendable {
  let text: String

  /// - Parameter bus: the number that the guest gives the PCI bus, when it is known.
  init?(_ controller: ResolvedController, bus: Int?) {
    switch controller.controller.address?.kind {
    case .pci(let pci):
      let numbers = [(pci.domain, 4), (bus ?? pci.bus, 2), (pci.slot, 2)].map {
        ($0 ?? 0).hexadecimal(digits: $1)
      }
      text = "\(numbers.joined(separator: ":")).\(pci.function ?? 0)"
    case .ccw(let ccw):
      guard let devno = ccw.devno else { return nil }
      text = "0.\(ccw.ssid ?? 0).\(devno.hexadecimal(digits: 4))"
    default: return nil
    }
  }
}
