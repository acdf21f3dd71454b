/// The devices of a domain by kind, each kind in libvirt's internal order.
struct DeviceTable: Sendable {
  /// The place of a device in the table.
  struct Key: Hashable, Sendable {
    let kind: DeviceKind
    let index: Int
  }

  private var rows = [[Device]](repeating: [], count: DeviceKind.allCases.count)

  /// The devices of a kind.
  subscript(kind: DeviceKind) -> [Device] {
    _read { yield rows[kind.rawValue] }
    _modify { yield &rows[kind.rawValue] }
  }

  /// One device.
  subscript(key: Key) -> Device {
    _read { yield rows[key.kind.rawValue][key.index] }
    _modify { yield &rows[key.kind.rawValue][key.index] }
  }

  /// Every device, in the order in which libvirt walks through them.
  var keys: [Key] { DeviceKind.allCases.flatMap(keys) }

  /// The devices of a kind, in order.
  func keys(of kind: DeviceKind) -> [Key] { self[kind].indices.map { Key(kind: kind, index: $0) } }
}
