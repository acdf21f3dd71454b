public import DomainModel
internal import QEMUOptions
public import SourceText

extension ExtraArguments {
  /// A port of a virtio-serial controller in QEMU.
  public struct Port: Sendable {
    /// Whether it is a virtio console.
    public let isConsole: Bool
    /// The id; nil if it has none.
    public let id: String?
    /// The id of its controller; nil if QEMU finds none.
    public let controller: String?
    /// The port number, from 0; nil if QEMU refuses the port.
    public let number: Int?
    /// The name of the port in the guest; nil if it has none.
    public let name: String?
    /// The host side.
    public let source: ChardevSource
    /// The range in the XML of the argument that adds it; nil for a device of the domain.
    public let argument: SourceRange?
    /// The range of its number in the argument; nil if the argument has none.
    public let numberRange: SourceRange?
    /// The ranges at which `<qemu:override>` changes it.
    public let changes: [SourceRange]
  }

  /// A port with what is behind it and where it is written.
  func port(_ port: PluggedPort) -> Port {
    let behind = port.chardev.map { together.view.chardevs.entries[$0].chardev.backend }
    var ignored: [UnmappedOption.Kind] = []
    return Port(
      isConsole: port.port.driver == VirtioPort.consoleDriver, id: port.port.id,
      controller: port.bus.map { together.view.buses[$0].controller.id ?? together.view.buses[$0].name },
      number: port.number, name: port.port.name, source: behind.flatMap { ChardevSource($0, &ignored) } ?? .null,
      argument: argument(at: port.option.location.range),
      numberRange: argument(at: port.option["nr"]?.valueLocation.range),
      changes: changes(at: port.option.location.range))
  }

  /// The argument that a part of the command line is in, where it is in the XML.
  func argument(at range: SourceRange?) -> SourceRange? {
    guard let range, case .argument(let value) = origin(of: range) else { return nil }
    return value
  }
}
