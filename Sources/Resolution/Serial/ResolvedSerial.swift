public import DomainModel
internal import XMLTree

/// A serial port with all values filled in, or one that libvirt derives from the first console.
public struct ResolvedSerial: Hashable, Sendable {
  /// The id on the command line, which is the alias.
  public let id: String
  /// The type; nil if the board determines it, or for a type that libvirt does not know.
  public let kind: SerialKind?
  /// The device model in the guest, such as `isa-serial`; nil if the board determines it.
  public let model: String?
  /// The number among the ports of its kind, from 0.
  public let number: Int
  /// The address as written; nil if none is specified.
  public let address: Address?
  /// The host side, as written.
  public let source: ChardevSource
  /// The file to which the guest's output is logged; nil if it is not logged.
  public let log: ChardevLog?
  /// The element: a serial port, or the console that libvirt uses as one.
  public let sourceNode: SourceNode
}

/// A parallel port with all values filled in.
public struct ResolvedParallel: Hashable, Sendable {
  /// The id on the command line, which is the alias.
  public let id: String
  /// The number among the ports of its kind, from 0.
  public let number: Int
  /// The host side, as written.
  public let source: ChardevSource
  /// The file to which the guest's output is logged; nil if it is not logged.
  public let log: ChardevLog?
  /// The element.
  public let sourceNode: SourceNode
}

extension ResolvedSerial {
  /// The serial ports of a domain.
  static func all(of domain: borrowing Domain, on machine: Machine) -> [ResolvedSerial] {
    let written = domain.serials
    guard written.isEmpty else {
      let numbers = portNumbers(stating: written.map { $0.target?.port })
      return zip(written, numbers).enumerated().map { ResolvedSerial($1.0, $1.1, at: $0, on: machine) }
    }
    guard let console = domain.consoles.first, console.isSerial, !domain.isFragment else { return [] }
    var serial = SerialPort(source: console.source)
    serial.log = console.log
    serial.alias = console.alias
    serial.address = console.address
    serial.sourceNode = console.sourceNode
    return [ResolvedSerial(serial, 0, at: 0, on: machine)]
  }
}

extension ResolvedDomain {
  /// The parallel ports, in the order of the command line.
  public var parallels: [ResolvedParallel] {
    guard domain.hasDevice(named: .parallel) else { return [] }
    let written = domain.otherChardevs.filter { $0.kind == .parallel }
    let numbers = portNumbers(stating: written.map { $0.element.target?.port })
    return zip(written, numbers).map { port, number in
      ResolvedParallel(
        id: port.userAlias?.name ?? "parallel\(port.number)", number: number, source: port.source, log: port.log,
        sourceNode: port.element.sourceNode)
    }
  }
}

/// A port that states no number gets the one after the highest (`virDomainChrDefPostParse`).
private func portNumbers(stating stated: [Int?]) -> [Int] {
  var highest = stated.lazy.compactMap(\.self).max() ?? -1
  return stated.map { number in
    if let number { return number }
    highest += 1
    return highest
  }
}

extension ResolvedSerial {
  /// The I/O addresses of ISA ports, by number (QEMU `hw/char/serial-isa.c`).
  private static let ioPorts = [0x3F8, 0x2F8, 0x3E8, 0x2E8]

  /// The I/O address that an ISA port states, else the one of its number; nil for a number that has none.
  package var ioPort: Int? {
    statedIOPort ?? (Self.ioPorts.indices.contains(number) ? Self.ioPorts[number] : nil)
  }

  /// The number by which guests know an ISA port: its I/O address decides.
  package var guestNumber: Int { statedIOPort.flatMap(Self.isaNumber) ?? number }

  /// The number of the ISA port with an I/O address; nil for an address that no such port usually has.
  package static func isaNumber(ofIOPort address: Int) -> Int? { ioPorts.firstIndex(of: address) }

  /// The I/O address that the port states.
  package var statedIOPort: Int? {
    if case .isa(let isa)? = address?.kind { isa.iobase } else { nil }
  }
}

extension ResolvedSerial {
  fileprivate init(_ serial: SerialPort, _ number: Int, at index: Int, on machine: Machine) {
    let kind = machine.serialKind(stating: serial.target?.type)
    self.init(
      id: serial.alias?.kept ?? "serial\(index)", kind: kind,
      model: serial.target?.model?.name ?? kind.flatMap(machine.defaultModel), number: number, address: serial.address,
      source: serial.source, log: serial.log, sourceNode: serial.sourceNode)
  }
}
