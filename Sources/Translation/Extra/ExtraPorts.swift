public import DomainModel
internal import QEMUOptions
public import SourceText

extension ExtraArguments {
  /// A port of a virtio-serial controller as QEMU plugs it in.
  public struct Port: Sendable {
    /// Whether it is a virtio console.
    public let isConsole: Bool
    /// Its id; nil without one.
    public let id: String?
    /// The id of its controller; nil when QEMU finds none.
    public let controller: String?
    /// Its number there; nil when QEMU refuses it.
    public let number: Int?
    /// The name by which the guest finds it; nil when it has none.
    public let name: String?
    /// What is behind it.
    public let source: ChardevSource
    /// Where the argument is in the XML that adds it; nil for a device of the domain.
    public let argument: SourceRange?
    /// Where the argument states its number.
    public let numberRange: SourceRange?
    /// Where `<qemu:override>` changes it.
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
