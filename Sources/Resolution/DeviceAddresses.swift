/// The bus addresses of all devices of a domain, to compare what a change of its text does to the hardware that the guest sees.
package struct DeviceAddresses: Hashable, Sendable {
  /// A controller, wherever the text has it.
  private struct ControllerID: Hashable {
    let kind: ControllerKind
    let index: Int
    let functionOfUSB2: Int?
  }

  private var controllers: [ControllerID: DeviceAddress] = [:]
  private var others: [DeviceKind: [DeviceAddress]] = [:]

  /// The addresses that libvirt assigns.
  package init(_ domain: ResolvedDomain) {
    for device in domain.devices.indices.lazy.map({ domain.devices[$0] }) {
      if let facts = device.controller {
        let id = ControllerID(kind: facts.kind, index: facts.index, functionOfUSB2: facts.functionOfUSB2)
        controllers[id] = device.address
      } else {
        others[device.kind, default: []].append(device.address)
      }
    }
  }
}
