internal import DomainModel
public import QEMUOptions
public import Resolution

/// The options of a domain as libvirt writes them: controllers, then channels, then consoles, each chardev before its
/// device, with the chardevs of other devices at their positions. They are created on demand, because those of a
/// large domain take several times the memory of its text.
///
/// Source: libvirt `qemuBuildCommandLine`.
public struct DomainToOptions: Sequence, Sendable {
  private let domain: ResolvedDomain
  private let passed: PassedDescriptors

  /// Creates the options of a domain, for the versions that it was resolved for.
  /// - Parameter descriptors: The file descriptors that QEMU inherits instead of sockets and files.
  public init(_ domain: ResolvedDomain, descriptors: PassedDescriptors = PassedDescriptors()) {
    self.domain = domain
    self.passed = descriptors
  }

  /// The options, in order.
  public var options: [QEMUOption] { Array(self) }

  /// The file descriptors, with those that are not used yet.
  public var descriptors: PassedDescriptors {
    var iterator = makeIterator()
    while iterator.next() != nil {}
    return iterator.writer.descriptors
  }

  /// Returns an iterator at the first option.
  public func makeIterator() -> Iterator {
    Iterator(writer: OptionWriter(domain, passed), devices: domain.devicesByOption)
  }

  /// Creates the options one by one.
  public struct Iterator: IteratorProtocol {
    fileprivate var writer: OptionWriter
    fileprivate let devices: AnyIterator<Device>

    /// The next option; nil at the end.
    public mutating func next() -> QEMUOption? {
      while writer.options.isEmpty {
        guard let device = devices.next() else { return nil }
        writer.add(device)
      }
      return writer.options.removeFirst()
    }
  }
}

extension ResolvedDomain {
  /// The syntax of the options of this domain.
  /// - Parameter dialect: The dialect of all options; nil for the dialects that libvirt of these versions uses.
  public func spelling(dialect: Dialect? = nil) -> Spelling { Spelling(versions, dialect: dialect) }

  /// The arguments of QEMU for the devices: a flag and a value for each option.
  /// - Parameter dialect: The dialect of all options; nil for the dialects that libvirt of these versions uses.
  public func arguments(dialect: Dialect? = nil) -> [String] {
    DomainToOptions(self).flatMap(spelling(dialect: dialect).arguments)
  }
}

/// A device that has options.
private enum Device {
  case controller(ResolvedController)
  case channel(ResolvedChannel)
  case console(ResolvedConsole)
  case other(OtherChardev)
}

extension OptionWriter {
  fileprivate mutating func add(_ device: Device) {
    switch device {
    case .controller(let controller): add(controller)
    case .channel(let channel): add(channel)
    case .console(let console): add(console)
    case .other(let other): add(other)
    }
  }
}

extension ResolvedDomain {
  /// The devices in the order of their options.
  fileprivate var devicesByOption: AnyIterator<Device> {
    let others = domain.otherChardevs
    let parts: [AnySequence<Device>] = [
      AnySequence(controllers.lazy.map(Device.controller)),
      AnySequence(others.lazy.filter { $0.kind.comesBeforeChannels }.map(Device.other)),
      AnySequence(channels.lazy.map(Device.channel)),
      AnySequence(consoles.lazy.map(Device.console)),
      AnySequence(others.lazy.filter { !$0.kind.comesBeforeChannels }.map(Device.other)),
    ]
    return AnyIterator(parts.joined().makeIterator())
  }
}

extension OtherChardev.Kind {
  /// Where libvirt writes the devices of the kind: before channels and consoles, or after them.
  fileprivate var comesBeforeChannels: Bool {
    switch self {
    case .smartcard, .parallel: true
    case .redirdev, .rng: false
    }
  }
}
