internal import QEMUOptions
public import SourceText

/// A part of a command line that domain XML cannot express.
public struct UnmappedOption: Hashable, Sendable {
  /// The kind of option.
  public enum Kind: Hashable, Sendable {
    /// A property of a device or chardev.
    case property(key: String, of: String)
    /// A chardev backend; the device gets a null chardev.
    case backend(String)
    /// A chardev that no device uses.
    case unusedChardev(String)
    /// A port without a chardev.
    case portWithoutChardev
    /// A port without a controller.
    case portWithoutBus
    /// The name of a console.
    case consoleName(String)
    /// A socket or file that was opened before QEMU started: its path is unknown.
    case descriptor(String)
    /// A PCI bus whose number is not in its name, so libvirt chooses the address.
    case pciBus(String)
    /// An invalid PCI or CCW address.
    case address(String)
    /// A time in milliseconds that is not a whole number of seconds.
    case milliseconds(Int)
    /// A forward of the guest's network to something that is not a chardev.
    case forward(String)
    /// A value of `-serial` or a similar option that QEMU does not accept.
    case option(String)
    /// A `-serial` or a similar option whose value is known only at run time.
    case unknownValue(String)
    /// A serial port whose chardev the monitor shares.
    case sharedMonitor
    /// An option that makes QEMU print a list and exit.
    case help(String)
    /// The zPCI identifiers of a device that is not a controller, or has no PCI address.
    case zpci(String)
  }

  /// The kind of option.
  public let kind: Kind
  /// The range of the option.
  public let range: SourceRange

  init(_ kind: Kind, at location: OptionLocation?) {
    self.kind = kind
    self.range = location?.range ?? SourceRange(at: 0)
  }
}

extension UnmappedOption {
  /// The loss, as a sentence without a full stop.
  public var message: String {
    switch kind {
    case .property(let key, let device):
      "the property '\(key.shortened)' of \(device.shortened) cannot be expressed in domain XML"
    case .backend(let word):
      "chardev backend '\(word.shortened)' cannot be expressed in domain XML; 'null' is used instead"
    case .unusedChardev(let id):
      "no device uses the chardev '\(id.shortened)', so it cannot be expressed in domain XML"
    case .portWithoutChardev: "a port without a chardev cannot be expressed in domain XML; 'null' is used instead"
    case .portWithoutBus: "the port has no controller; libvirt will assign one"
    case .consoleName(let name): "consoles have no name in domain XML; '\(name.shortened)' is dropped"
    case .descriptor(let descriptor): "the path behind \(descriptor.shortened) is not on the command line"
    case .pciBus(let bus):
      "the number of PCI bus '\(bus.shortened)' cannot be derived from its name; libvirt will assign an address"
    case .address(let text): "'\(text.shortened)' is not a device address; libvirt will assign one"
    case .milliseconds(let time): "domain XML counts the reconnect timeout in seconds; \(time) ms are rounded up"
    case .forward(let text):
      "the forward '\(text.shortened)' does not use a chardev, so it cannot be expressed in domain XML"
    case .option(let text): "\(text.shortened) has a value that QEMU does not support"
    case .unknownValue(let text): "the value of \(text.shortened) is unknown; the result does not contain its port"
    case .sharedMonitor:
      "the monitor that shares the port cannot be expressed in domain XML; use virsh qemu-monitor-command"
    case .help(let text): "QEMU prints a list and exits at '\(text.shortened)'; remove the option"
    case .zpci(let target):
      "the zpci device of '\(target.shortened)' cannot be expressed in domain XML: it is not a PCI controller"
    }
  }
}

extension String {
  /// The text, or its first bytes where it is too long for a sentence.
  var shortened: String {
    utf8.count <= 200 ? self : String(decoding: utf8.prefix(180), as: UTF8.self) + "..."
  }
}
