/// A serial port: `<serial>`. It is read because the first console may be another view of it, and because its source may
/// claim what a channel's does; it is never written.
public struct SerialPort: Hashable, Sendable {
  /// What is behind it on the host.
  public var source: ChardevSource = .null
  /// A file that records what passes.
  public var log: ChardevLog?
  /// What the guest sees.
  public var target: SerialTarget?
  /// Its name.
  public var alias: Alias?
  /// Where it is plugged in.
  public var address: Address?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a serial port.
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

/// What the guest sees of a serial port: `<target>`.
public struct SerialTarget: Hashable, Sendable {
  /// The kind, such as `isa-serial`.
  public var type: String?
  /// The number of the port.
  public var port: Int?
  /// The device of that kind, such as `pl011`.
  public var model: SerialModel?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a target.
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
  /// Its name, such as `isa-serial`.
  public var name: String?
  /// Where it was read.
  public var sourceNode: SourceNode = .none

  /// Makes a model.
  public init(_ name: String? = nil) { self.name = name }
}

extension SerialModel: Element {
  init() { self.init(nil) }

  mutating func describe(_ coder: inout some ElementCoder) {
    coder.attribute(.name, &name)
  }
}
