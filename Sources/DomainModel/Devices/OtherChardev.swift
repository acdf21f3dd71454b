internal import XMLTree

/// A device of another kind that has a character device behind it. It is read because that is on QEMU's command line among ours;
/// it is never written, and nothing is noticed when it is read.
public struct OtherChardev: Hashable, Sendable {
  /// The kinds, by the name libvirt derives their aliases from.
  public enum Kind: String, CaseIterable, Sendable {
    /// The first smart card, when it is passed through.
    case smartcard
    /// A parallel port.
    case parallel
    /// A redirected USB device.
    case redirdev = "redir"
    /// An entropy source that speaks the EGD protocol.
    case rng
  }

  /// The kind.
  public let kind: Kind
  /// The number in the alias that libvirt gives it: the position among all devices of the kind.
  public let number: Int
  /// What is behind it on the host.
  public var source: ChardevSource { element.source }
  /// A file that records what passes.
  public var log: ChardevLog? { element.log }
  /// The alias that the user gave it.
  public let userAlias: Alias?
  /// The element with the source, which is read as a serial port's: the device, or the backend of an entropy source.
  package let element: SerialPort
}

extension Domain {
  /// The devices of other kinds that have a character device behind them, in libvirt's order of printing.
  public var otherChardevs: [OtherChardev] {
    guard devices != nil else { return [] }
    return OtherChardev.Kind.allCases.flatMap { deviceNames.contains($0.name.xml) ? otherChardevs($0) : [] }
  }

  private func otherChardevs(_ kind: OtherChardev.Kind) -> [OtherChardev] {
    let nodes = deviceNodes.filter { document.name(of: $0) == kind.name.xml }
    let found = nodes.enumerated().compactMap { otherChardev(kind, $0, at: $1) }
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
  fileprivate var name: Name {
    switch self {
    case .smartcard: .smartcard
    case .parallel: .parallel
    case .redirdev: .redirdev
    case .rng: .rng
    }
  }
}
