/// Options of a virtio device: `<driver>` of a controller.
///
/// Source: libvirt `virDomainVirtioOptionsParseXML` and `virDomainControllerDefParseXML`.
public struct DriverOptions: Hashable, Sendable {
  /// Options that libvirt parses on every controller but accepts only on virtio-scsi.
  public struct SCSI: Hashable, Sendable {
    /// The number of queues, the commands per unit, the maximum number of sectors, or the index of the I/O thread; the default if
    /// omitted.
    public var queues, cmdPerLun, maxSectors, iothread: Int?
    /// Whether notifications use ioeventfd; the default of QEMU if omitted.
    public var ioeventfd: OnOff?

    /// Creates options without values.
    public init() {}
  }

  /// Whether the device uses the emulated IOMMU; off if omitted. Requires a non-transitional device.
  public var iommu: OnOff?
  /// Whether Address Translation Services (ATS) are enabled; off if omitted. PCI only.
  public var ats: OnOff?
  /// Whether packed virtqueues are enabled; off if omitted.
  public var packed: OnOff?
  /// Whether each virtqueue has its own notification page; off if omitted. PCI only, since libvirt 7.9.0.
  public var pagePerVQ: OnOff?
  /// The options that only a virtio-scsi controller supports.
  public var scsi = SCSI()
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates options. QEMU uses its default for those that are omitted.
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
