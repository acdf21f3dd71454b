internal import DomainModel
internal import Resolution
internal import SourceText

extension DomainEditor {
  /// Writes a device at its port, and the controller that libvirt adds for it, so that all devices of the domain keep the bus addresses that
  /// libvirt assigns with the device alone.
  ///
  /// A controller that is written precedes those that libvirt adds, such as the USB controller of a q35 machine, and may take their slot; one
  /// that only a port's address names does not.
  /// - Parameters:
  ///   - added: the controller that libvirt adds.
  ///   - reference: the domain as libvirt resolves it with the device without an address.
  func adding(
    _ added: ResolvedController?, in reference: ResolvedDomain, _ edits: (Domain) -> [TextEdit]
  ) -> DomainEditor {
    guard let added else { return applying(edits) }
    let addresses = DeviceAddresses(reference)
    let plain = Controller(index: added.index)
    var addressed = plain
    addressed.address = added.controller.address
    let forms: [Controller?] = [plain, nil, addressed]
    for form in forms {
      let result = (form.map(adding) ?? self).applying(edits)
      if result.hasAddresses(addresses) { return result }
    }
    return adding(plain).applying(edits)
  }

  func adding(_ controller: Controller) -> DomainEditor { applying(domain.edits(controller)) }

  private func hasAddresses(_ wanted: DeviceAddresses) -> Bool {
    let resolved = resolver.resolve(domain)
    return DeviceAddresses(resolved) == wanted
  }
}

extension ResolvedDomain {
  /// The controller of an index, if libvirt adds it.
  func addedController(_ index: Int) -> ResolvedController? { controllers.first { $0.isAdded && $0.index == index } }
}
