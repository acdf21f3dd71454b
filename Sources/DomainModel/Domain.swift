public import XMLTree

/// The controllers, channels, consoles and serial ports of a domain as written, before libvirt fills in missing values.
///
/// It is a view of the document: `edits(_:)` returns the changes of the text for a changed value. Everything that the model does not
/// describe is preserved.
public struct Domain: Sendable {
  /// The document it was read from.
  public let document: ParsedXML
  @usableFromInline let outline: DomainOutline
  /// The virtio-serial controllers, in order.
  public var controllers: [Controller] = []
  /// The channels, in order.
  public var channels: [Channel] = []
  /// The consoles of every kind, in order.
  public var consoles: [Console] = []
  /// The serial ports, in order.
  public var serials: [SerialPort] = []
  /// The problems found while controllers, channels and consoles were read, in the order of the document.
  public private(set) var issues: [ReadingIssue] = []

  /// The settings of the whole domain.
  @inlinable public var header: DomainHeader { outline.header }

  /// The `<devices>` element; nil if there is none. If there are several, libvirt reads the devices of all; this is the first.
  public var devices: ElementNode? { outline.deviceLists.first }

  /// All `<devices>` elements.
  package var deviceLists: [ElementNode] { outline.deviceLists }

  /// Further `<domain>` elements of a snapshot, checkpoint or status document, which libvirt ignores.
  package var ignoredDomains: [ElementNode] { outline.ignoredDomains }

  /// The elements of devices of all kinds, in order.
  package var deviceNodes: [ElementNode] { outline.deviceNodes }

  /// The names of these elements.
  var deviceNames: NameSet { outline.deviceNames }

  /// Whether the document contains devices without an enclosing domain.
  public var isFragment: Bool { header.node == nil }

  /// Why nothing is done with the document, as a sentence without a full stop: another driver's domain, or several domains, of which
  /// libvirt reads only the first; nil if it can be used.
  package var refusal: String? {
    if let refusal = header.driver.refusal { return refusal }
    guard !ignoredDomains.isEmpty, let wrapper = document.roots.first else { return nil }
    return
      "the <\(document.nameText(of: wrapper))> contains \(ignoredDomains.count + 1) <domain> elements, and libvirt reads only the "
      + "first; remove the others"
  }
}

extension Domain {
  /// Reads a document.
  ///
  /// It can contain a `<domain>`, a `<domstatus>`, `<domainsnapshot>` or `<domaincheckpoint>` that contains the domain, a `<devices>`
  /// element, or controllers, channels and consoles in sequence.
  /// - Returns: the domain, or nil if the document contains none of these.
  public static func read(_ document: ParsedXML) -> Domain? {
    guard let place = DomainLocation(in: document) else { return nil }
    var domain = Domain(document, DomainOutline(document, place))
    domain.readDevices()
    return domain
  }

  private init(_ document: ParsedXML, _ outline: DomainOutline) {
    self.document = document
    self.outline = outline
  }

  private mutating func readDevices() {
    var reader = Reader(document)
    var readerOfOthers = Reader(document)
    channels.reserveCapacity(devices(named: .channel).count)
    consoles.reserveCapacity(devices(named: .console).count)
    for node in deviceNodes {
      switch document.name(of: node) {
      case Name.controller.xml where Domain.isVirtioSerial(node, in: document):
        controllers.append(reader.read(Controller.self, at: node))
      case Name.channel.xml: channels.append(reader.read(Channel.self, at: node))
      case Name.console.xml: consoles.append(reader.read(Console.self, at: node))
      case Name.serial.xml: serials.append(readerOfOthers.read(SerialPort.self, at: node))
      default: break
      }
    }
    issues = reader.issues
  }

  /// Whether a `<controller>` is of the kind this library is about.
  package static func isVirtioSerial(_ node: ElementNode, in document: ParsedXML) -> Bool {
    document.has(.type, "virtio-serial", at: node)
  }
}

extension Domain {
  /// The domain with the last `<target>` of each channel and console instead of the first, as libvirt before 7.4.0 reads it
  /// (`virDomainChrDefParseXML`: each target overwrites the one before).
  package func readingLastTargets() -> Domain {
    var domain = self
    for case .repeated(let extra, let first) in issues where document.name(of: extra) == Name.target.xml {
      var reader = Reader(document)
      let device = document.parent(of: first)
      if let index = channels.position(of: device) {
        domain.channels[index].target = reader.read(ChannelTarget.self, at: extra)
      } else if let index = consoles.position(of: device) {
        domain.consoles[index].target = reader.read(ConsoleTarget.self, at: extra)
      }
    }
    return domain
  }
}
