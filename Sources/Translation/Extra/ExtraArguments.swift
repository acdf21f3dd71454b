internal import CommandText
internal import DomainModel
internal import QEMUOptions
public import Resolution
public import SourceText

/// The effect of `<qemu:commandline>` and `<qemu:override>` on the controllers and ports of a domain: the resulting command line for
/// these devices, with the source positions of its parts in the XML.
public struct ExtraArguments: Sendable {
  /// QEMU's configuration from the domain's options and the arguments together.
  public let together: OptionsToDomain

  /// The number of arguments that `<qemu:commandline>` adds.
  public let count: Int

  /// The origin of a part of the command line.
  public enum Origin: Hashable, Sendable {
    /// An argument in the XML, with its range.
    case argument(SourceRange)
    /// An option of libvirt with a changed property, which is in the XML at the range.
    case override(SourceRange)
    /// An option of libvirt.
    case libvirt
  }

  /// An argument in the text that was read.
  private struct Segment {
    let range: SourceRange
    /// Where its text is in the XML, when it comes from there.
    let value: SourceRange?
    /// The changes of its device.
    let changes: [DeviceOverrides.Property]
  }

  private let segments: [Segment]
  private let bytes: [UInt8]

  /// How many ISA serial ports the domain has itself.
  let ownISAPorts: Int

  /// Whether libvirt writes the domain's devices as JSON, which QEMU makes after those of plain arguments.
  let writesJSON: Bool

  /// All ports, including those of the devices of the domain.
  public private(set) var ports: [Port] = []

  /// Reads the arguments of a domain; nil if it has none and changes no options.
  public init?(_ domain: ResolvedDomain) {
    guard let names = QEMUNamespace(domain.domain.document, of: domain.domain.header.node) else { return nil }
    let nodes = names.elements("commandline").flatMap { names.children("arg", of: $0) }
    let arguments = nodes.compactMap { names.value("value", of: $0) }
    let overrides = DeviceOverrides(domain)
    guard !arguments.isEmpty || !overrides.isEmpty else { return nil }
    var text = CommandLineText()
    var segments: [Segment] = []
    text.add("qemu-system-\(domain.machine.architecture)")
    let spelling = domain.spelling()
    for option in DomainToOptions(domain) {
      let changes = option["id"]?.value.word.map { overrides[$0] } ?? []
      for word in spelling.arguments(option) {
        segments.append(Segment(range: text.add(word), value: nil, changes: changes))
      }
    }
    for argument in arguments {
      segments.append(Segment(range: text.add(argument.text), value: argument.range, changes: []))
    }
    self.segments = segments
    bytes = text.bytes
    count = arguments.count
    ownISAPorts = domain.serials.count { $0.kind == .isa }
    writesJSON = spelling.dialect(for: .device) == .json
    let file = SourceFile(name: "arguments", bytes: text.bytes)
    together = OptionsToDomain(ParsedQEMUConfig(QEMUCommandLine(reading: file, form: .nul)))
    ports = together.view.ports.map(self.port)
  }

  /// The origin of a part of the command line.
  public func origin(of range: SourceRange) -> Origin {
    guard let segment = segment(at: range.lowerBound) else { return .libvirt }
    guard let value = segment.value else { return change(in: segment, at: range).map(Origin.override) ?? .libvirt }
    // A value with entities is longer in the XML: it is shown as a whole.
    guard value.upperBound - value.lowerBound == segment.range.upperBound - segment.range.lowerBound else {
      return .argument(value)
    }
    let start = value.lowerBound - segment.range.lowerBound
    return .argument(SourceRange(start + range.lowerBound, min(value.upperBound, start + range.upperBound)))
  }

  /// Where the properties of the option there are changed.
  func changes(at range: SourceRange?) -> [SourceRange] {
    (range.flatMap { segment(at: $0.lowerBound)?.changes } ?? []).map(\.range)
  }

  /// The change that a part of an option comes from: the one with its value, or the first.
  private func change(in segment: Segment, at range: SourceRange) -> SourceRange? {
    let quotes = "\"".utf8
    let part = bytes[range.lowerBound..<range.upperBound].filter { !quotes.contains($0) }
    return (segment.changes.first { $0.text.utf8.elementsEqual(part) } ?? segment.changes.first)?.range
  }

  /// The number of ports of a controller; nil if QEMU does not have it or refuses it.
  public func portCount(ofController id: String) -> Int? {
    let controller = together.view.buses.first { $0.controller.id == id }?.controller
    guard let controller else { return nil }
    let count = controller.maxPorts ?? Controller.defaultPortCount
    return (1...Controller.maximumPortCount).contains(count) ? count : nil
  }

  private func segment(at offset: Int) -> Segment? {
    let index = segments.partitioningIndex { $0.range.upperBound >= offset }
    guard index < segments.count, segments[index].range.lowerBound <= offset else { return nil }
    return segments[index]
  }
}

/// The bytes of a command line with a zero byte behind each argument.
private struct CommandLineText {
  private(set) var bytes: [UInt8] = []

  @discardableResult mutating func add(_ argument: String) -> SourceRange {
    let start = bytes.count
    bytes += argument.utf8
    bytes.append(0)
    return SourceRange(start, bytes.count - 1)
  }
}
