internal import DomainModel
internal import Resolution
internal import SourceText

extension DomainEditor {
  /// Inserts devices into the domain. Missing ports and controllers are those that libvirt would choose; they are
  /// written to the domain, so that they do not change later.
  ///
  /// A device that already resolves to the requested one is not changed, so inserting the same devices again changes nothing. Of several
  /// equal consoles, or equal controllers without an index, each needs one of its own.
  /// - Parameters:
  ///   - replacing: whether an existing channel of the same name, or controller of the same index, is replaced.
  ///   - repeatingConsoles: whether a console is inserted even if the domain has an equal one.
  public func inserting(
    _ devices: [VirtioSerialDevice], replacing: Bool = false, repeatingConsoles: Bool = false
  ) -> Result<DomainEditor, RequestErrors> {
    guard !devices.isEmpty else { return .success(self) }
    var inserter = DeviceInserter(self, replacing: replacing, repeatingConsoles: repeatingConsoles)
    for device in devices {
      if let error = inserter.insert(device) { return .failure(error.alone) }
    }
    let result = inserter.result
    guard isTemplate, result.file.bytes != file.bytes, devices.contains(where: \.leavesPort) else {
      return .success(result)
    }
    return .success(result.noting([Self.noteOnTemplates]))
  }

  /// Whether libvirt makes the same of a channel that is there as it would of one in its location.
  func isSatisfied(_ channel: Channel, by present: Channel) -> Bool {
    let number = domain.channels.firstIndex { $0.sourceNode.node == present.sourceNode.node } ?? domain.channels.count
    var comparison = ChannelComparison(domain, resolver)
    return comparison.areEqual(present, channel.taking(placeOf: present), number: number)
  }
}

// MARK: Templates

extension DomainEditor {
  /// Whether the text has markers that a template engine replaces, so that the free ports are not known.
  var isTemplate: Bool { TemplateMarker.mayOccur(inXML: original.bytes) }

  private static let noteOnTemplates =
    "the file is a template, so new devices have no port; libvirt assigns one when the rendered domain is defined"
}

extension VirtioSerialDevice {
  /// Whether libvirt or QEMU assigns its port.
  fileprivate var leavesPort: Bool { kind != .controller && address?.virtioSerial?.port == nil }
}
