internal import XMLTree

/// A device of another kind that uses a character device. It is read because that chardev is on the command line of QEMU, but it
/// is never written, and its problems are not reported.
public struct OtherChardev: Hashable, Sendable {
  /// The kinds of device. The raw value is the name from which libvirt derives their aliases.
  public enum Kind: String, CaseIterable, Sendable {
    /// The first smart card reader, if it is in passthrough mode.
    case smartcard
    /// A parallel port.
    case parallel
    /// A redirected USB device.
    case redirdev = "redir"
    /// An entropy source that uses the EGD protocol.
    case rng
  }

  /// The type; the default of the machine if it is omitted.
  public let kind: Kind
  /// The number in the alias that libvirt assigns: the position among all devices of the kind, from 0.
  public let number: Int
  /// The host side of the device.
  public var source: ChardevSource { element.source }
  /// The file to which the guest's output is logged; nothing is logged if it is omitted.
  public var log: ChardevLog? { element.log }
  /// The alias that the domain XML specifies; nil if it specifies none that libvirt keeps.
  public let userAlias: Alias?
  /// The element with the source, which is read as a serial port's: the device, or the backend of an entropy source.
  package let element: SerialPort
}

extension Domain {
  /// The devices of other kinds that use a character device, in the order of libvirt's command line.
  public var otherChardevs: [OtherChardev] {
    guard devices != nil, !deviceNames.isDisjoint(with: OtherChardev.Kind.names) else { return [] }
    return OtherChardev.Kind.allCases.flatMap { otherChardevs($0) }
  }

  private func otherChardevs(_ kind: OtherChardev.Kind) -> [OtherChardev] {
    let found = devices(named: kind.name).enumerated().compactMap { otherChardev(kind, $0, at: $1) }
    return kind == .smartcard ? found.filter { $0.number == 0 } : found
  }

  private func otherChardev(_ kind: OtherChardev.Kind, _ number: Int, at node: ElementNode) -> OtherChardev? {
    var backend = node
    switch kind {
    case .smartcard where document.value(.mode, of: node) != "passthrough": return nil
    case .rng:
      guard let child = document.child(Name.backend.xml, of: node), document.value(.model, of: child) == "egd" else {
        return nil
      }
      backend = child
    default: break
    }
    var reader = Reader(document)
    let element = reader.read(SerialPort.self, at: backend)
    let alias = reader.read(SerialPort.self, at: node).alias
    return OtherChardev(
      kind: kind, number: number, userAlias: alias?.isUserAlias == true ? alias : nil, element: element)
  }
}

extension OtherChardev.Kind {
  /// The names of the elements of all kinds.
  fileprivate static let names = NameSet(allCases.map(\.name))

  fileprivate var name: Name {
    switch self {
    case .smartcard: .smartcard
    case .parallel: .parallel
    case .redirdev: .redirdev
    case .rng: .rng
    }
  }
}
