internal import DomainModel
internal import Resolution
internal import SourceText

extension DomainEditor {
  /// Puts devices into the domain. Ports and controllers that are not stated are those that libvirt would choose; they are
  /// written down, so that they stay.
  ///
  /// A channel of which libvirt makes what is asked for is left as it is.
  /// - Parameter replacing: whether a channel of the same name, or a controller of the same index, is changed into the new one.
  public func inserting(_ devices: [VirtioSerialDevice], replacing: Bool = false) -> Result<DomainEditor, RequestErrors>
  {
    guard !devices.isEmpty else { return .success(self) }
    var inserter = DeviceInserter(self, replacing: replacing)
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
