public import DomainModel

/// A device to generate: a controller, channel or console.
public enum VirtioSerialDevice: Hashable, Sendable {
  /// A virtio-serial controller.
  case controller(Controller)
  /// A channel.
  case channel(Channel)
  /// A console.
  case console(Console)

  /// The kinds of device. The raw value is the name of the element.
  public enum Kind: String, Keyword {
    /// The kinds for the cases of ``VirtioSerialDevice``.
    case controller, channel, console
  }

  /// The kind of device.
  public var kind: Kind {
    switch self {
    case .controller: .controller
    case .channel: .channel
    case .console: .console
    }
  }

  /// Creates the minimal device of a kind, for which libvirt or QEMU chooses the other values.
  public init(_ kind: Kind) {
    switch kind {
    case .controller: self = .controller(Controller())
    case .channel: self = .channel(Channel(source: .unix(UnixSource()), target: .virtio(name: nil)))
    case .console: self = .console(Console(source: .pty(PathSource()), target: ConsoleTarget(.virtio)))
    }
  }

  /// The XML of the device as libvirt writes it, for `virsh attach-device` or the `<devices>` of a domain.
  /// - Parameter indentation: The text before each line.
  public func xml(indentation: String = "") -> String {
    switch self {
    case .controller(let controller): controller.xml(indentation: indentation)
    case .channel(let channel): channel.xml(indentation: indentation)
    case .console(let console): console.xml(indentation: indentation)
    }
  }

  /// Applies settings to the device, in addition to its current values.
  mutating func apply(_ settings: [Setting], at location: Setting.Location) -> [SettingProblem] {
    switch self {
    case .controller(var controller):
      defer { self = .controller(controller) }
      return controller.apply(settings, at: location)
    case .channel(var channel):
      defer { self = .channel(channel) }
      return channel.apply(settings, at: location)
    case .console(var console):
      defer { self = .console(console) }
      return console.apply(settings, at: location)
    }
  }
}

extension VirtioSerialDevice {
  /// What is behind it on the host; nil for a controller.
  var source: ChardevSource? {
    switch self {
    case .controller: nil
    case .channel(let channel): channel.source
    case .console(let console): console.source
    }
  }

  /// Where it is plugged in, as far as that is written.
  var address: Address? {
    switch self {
    case .controller(let controller): controller.address
    case .channel(let channel): channel.address
    case .console(let console): console.address
    }
  }

  /// Its name in libvirt and QEMU.
  var alias: Alias? {
    switch self {
    case .controller(let controller): controller.alias
    case .channel(let channel): channel.alias
    case .console(let console): console.alias
    }
  }
}
