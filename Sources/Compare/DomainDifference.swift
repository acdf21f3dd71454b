public import Resolution

/// What is different for a domain between two pairs of libvirt and QEMU.
public struct DomainDifference: Hashable, Sendable {
  /// What kind of thing is different.
  public enum Kind: String, CaseIterable, Sendable {
    /// libvirt or QEMU refuses the domain under one of the pairs.
    case refusal
    /// libvirt adds a device under one of the pairs, or adds another model.
    case device
    /// The address or port that libvirt assigns.
    case address
    /// The endpoint on the host, such as the path of a socket.
    case host
    /// The name of a device in a Linux guest.
    case guest
    /// An option of the QEMU command line, by its meaning.
    case option
    /// The syntax in which options are written.
    case syntax
  }

  /// The versions with which the difference begins.
  public struct Cause: Hashable, Sendable {
    /// The first libvirt with the difference; nil when QEMU makes it.
    public let libvirt: Version?
    /// The first QEMU with the difference; nil when libvirt makes it.
    public let qemu: Version?
    /// The known changes of these versions.
    public let changes: [Change]
  }

  /// What kind of thing is different.
  public let kind: Kind
  /// What it is about: `channel 'org.example.0'`, `-device virtio-serial0`.
  public let subject: String
  /// The value under the first pair; nil if it has none.
  public let before: String?
  /// The value under the second pair; nil if it has none.
  public let after: String?
  /// The versions that made the difference, one for each step.
  public let causes: [Cause]

  /// What to do about it, as an imperative without a full stop; nil when nothing needs to be done.
  public var help: String? {
    switch kind {
    case .refusal where after != nil:
      "change the domain before the upgrade; lint with the new versions reports what to change"
    case .refusal: nil
    case .device: "declare the device in the XML to keep what the guest has"
    case .address: "set the address in the XML to keep it; domains that are already defined keep theirs"
    case .host: "connect to the new address, or set a path in the XML"
    case .guest: "use the links in /dev/virtio-ports, which keep their names"
    case .option, .syntax: "check programs that parse or replace the QEMU command line"
    }
  }
}
