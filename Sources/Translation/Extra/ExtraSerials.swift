public import DomainModel
internal import QEMUOptions
internal import Resolution
public import SourceText

extension ExtraArguments {
  /// A serial port that an argument adds.
  public struct Serial: Sendable {
    /// The serial port.
    public let device: SerialPort
    /// The id; nil if it has none.
    public let id: String?
    /// The number of an ISA port, 0 to 3, which determines its I/O address; nil for other ports.
    public let isaNumber: Int?
    /// The range of the argument in the XML.
    public let argument: SourceRange
  }

  /// The serial ports that arguments add, in the order of the arguments.
  public var serials: [Serial] {
    let options = Dictionary(together.view.serials.map { ($0.range, $0) }) { first, _ in first }
    let entries = together.serials.compactMap { entry in
      argument(at: entry.range).map { (port: entry.device, option: options[entry.range]?.option, argument: $0) }
    }
    let numbers = isaNumbers(entries.map { ISAPortRequest($0.port, $0.option) })
    return zip(entries, numbers).map { entry, number in
      Serial(device: entry.port, id: entry.option?["id"]?.value.word, isaNumber: number, argument: entry.argument)
    }
  }

  /// The numbers that QEMU gives to ports. One that states none gets the number of ISA ports that exist already: `-serial` makes its own
  /// first, then follow the devices in the order in which QEMU makes them (`serial_isa_realizefn`).
  private func isaNumbers(_ requests: [ISAPortRequest?]) -> [Int?] {
    var numbers: [Int?] = Array(repeating: nil, count: requests.count)
    var count = 0
    for stage in ISAPortRequest.Stage.allCases {
      if stage == (writesJSON ? .json : .plain) { count += ownISAPorts }
      for (index, request) in requests.enumerated() {
        guard let request, request.stage == stage else { continue }
        numbers[index] = request.number ?? count
        count += 1
      }
    }
    return numbers
  }
}

/// The ISA port that an argument requests.
private struct ISAPortRequest {
  /// When QEMU makes a device.
  enum Stage: CaseIterable {
    case machine, plain, json
  }

  let stage: Stage
  /// The number that it states, directly or through its I/O address.
  let number: Int?

  /// Nil for a port that is not on the ISA bus.
  init?(_ port: SerialPort, _ option: QEMUOption?) {
    guard option == nil || option?.driver == SerialKind.isa.rawValue else { return nil }
    stage = option.map { $0.isJSON ? .json : .plain } ?? .machine
    let stated = option == nil ? port.target?.port : option?.number("index")
    number = option?.number("iobase").flatMap(ResolvedSerial.isaNumber) ?? stated
  }
}
