/// Options of a virtio device: `<driver>` of a controller.
///
/// Source: libvirt `virDomainVirtioOptionsParseXML` and `virDomainControllerDefParseXML`.
public struct DriverOptions: Hashable, Sendable {
  /// Options that libvirt reads on every controller and refuses on all but virtio-scsi.
  public struct SCSI: Hashable, Sendable {
    /// The number of queues, commands a unit and sectors, and the index of the I/O thread.
    public var queues, cmdPerLun, maxSectors, iothread: Int?
    /// Whether notifications go through ioeventfd.
    public var ioeventfd: OnOff?

    /// Makes options without values.
    public init() {}
  }

  /// Whether the device uses an emulated IOMMU; needs a device that is modern only.
  public var iommu: OnOff?
  /// Enable or disable Address Translation Services (ATS). PCI only.
  public var ats: OnOff?
  /// Enable or disable packed virtqueues.
  public var packed: OnOff?
  /// Enable or disable one notification page per virtqueue. PCI only; since libvirt 7.9.0.
  public var pagePerVQ: OnOff?
  /// Options that only a virtio-scsi controller can have.
  public var scsi = SCSI()
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes options.
  public init(iommu: OnOff? = nil, ats: OnOff? = nil, packed: OnOff? = nil, pagePerVQ: OnOff? = nil) {
    self.iommu = iommu
    self.ats = ats
    self.packed = packed
    self.pagePerVQ = pagePerVQ
  }
}

extension DriverOptions: Element {
  init() { self.init(iommu: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    scsi = coder.describing(scsi)
    coder.attribute(.iommu, &iommu)
    coder.attribute(.ats, &ats)
    coder.attribute(.packed, &packed)
    coder.attribute(.pagePerVQ, &pagePerVQ)
  }
}

extension DriverOptions.SCSI: Describable {
  mutating func describe(_ coder: inout some ElementCoder) {
    coder.number(.queues, &queues, .unsigned)
    coder.number(.cmdPerLun, &cmdPerLun, .unsigned)
    coder.number(.maxSectors, &maxSectors, .unsigned)
    coder.attribute(.ioeventfd, &ioeventfd)
    coder.number(.iothread, &iothread, .unsigned)
  }
}
