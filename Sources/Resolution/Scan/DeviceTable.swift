/// The devices of a domain in the order in which libvirt iterates over them: kind by kind, each kind in libvirt's
/// internal order. A device is identified by its index in that order.
struct DeviceTable: Sendable {
  private var devices: [Device]
  /// Where the devices of each kind begin, and where those of the last end.
  private var starts: [Int]

  /// The controllers, and the other devices in libvirt's order as far as each kind goes.
  init(_ others: [Device], controllers: [ControllerEntry]) {
    devices = []
    devices.reserveCapacity(others.count + controllers.count + 8)
    starts = []
    starts.reserveCapacity(DeviceKind.allCases.count + 1)
    for kind in DeviceKind.allCases {
      starts.append(devices.count)
      for index in others.indices where others[index].kind == kind { devices.append(others[index]) }
      if kind == .controller { devices += controllers.lazy.map { Device($0) } }
    }
    starts.append(devices.count)
  }

  static let empty = DeviceTable([], controllers: [])

  /// Hands the devices over: who gets them can change them without a copy.
  mutating func take() -> DeviceTable {
    defer { self = .empty }
    return self
  }

  /// The indices of all devices.
  var indices: Range<Int> { devices.indices }

  /// The indices of the devices of a kind.
  func indices(of kind: DeviceKind) -> Range<Int> { starts[kind.rawValue]..<starts[kind.rawValue + 1] }

  /// The devices of a kind.
  subscript(kind: DeviceKind) -> ArraySlice<Device> { devices[indices(of: kind)] }

  /// One device.
  subscript(index: Int) -> Device {
    get { devices[index] }
    _modify { yield &devices[index] }
  }

  /// Inserts a device at an index of its kind, or after the last one. The indices of later devices increase.
  mutating func insert(_ device: Device, at index: Int) {
    devices.insert(device, at: index)
    for kind in (device.kind.rawValue + 1)..<starts.count { starts[kind] += 1 }
  }
}
