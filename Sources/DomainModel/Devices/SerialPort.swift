/// A serial port: `<serial>`. It is read because the first console may mirror it, and because its source can conflict with that of
/// a channel.
public struct SerialPort: Hashable, Sendable {
  /// The host side of the device.
  public var source: ChardevSource = .null
  /// The file to which the guest's output is logged; nothing is logged if it is omitted.
  public var log: ChardevLog?
  /// The guest side of the port; the default of the machine if omitted.
  public var target: SerialTarget?
  /// The alias; libvirt assigns one if it is omitted.
  public var alias: Alias?
  /// The address on a bus; libvirt assigns one if it is omitted.
  public var address: Address?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a serial port.
  public init(source: ChardevSource) { self.source = source }
}

extension SerialPort: Element {
  init() { self.init(source: .null) }

  mutating func describe(_ coder: inout some ElementCoder) {
    source.describeType(&coder)
    source.describeChildren(&coder)
    coder.child(.log, &log)
    coder.child(.target, &target)
    coder.child(.alias, &alias)
    coder.child(.address, &address)
  }
}

/// The guest side of a serial port: `<target>`.
public struct SerialTarget: Hashable, Sendable {
  /// The type, such as `isa-serial`; the default of the machine if omitted.
  public var type: String?
  /// The number of the port, from 0; libvirt assigns one if it is omitted.
  public var port: Int?
  /// The device model, such as `pl011`; the default of the type if omitted.
  public var model: SerialModel?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a target.
  public init(type: String? = nil, port: Int? = nil) {
    self.type = type
    self.port = port
  }
}

extension SerialTarget: Element {
  init() { self.init(type: nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.type, &type)
    coder.number(.port, &port, .unsigned)
    coder.child(.model, &model)
  }
}

/// The device model of a serial port in the guest: `<model>`.
public struct SerialModel: Hashable, Sendable {
  /// The name of the model, such as `isa-serial`; the default of the type if omitted.
  public var name: String?
  /// The element that it was read from; `.none` if it was created in code.
  public var sourceNode: SourceNode = .none

  /// Creates a model.
  public init(_ name: String? = nil) { self.name = name }
}

extension SerialModel: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.name, &name)
  }
}
