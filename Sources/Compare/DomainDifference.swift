public import Resolution

/// A difference for a domain between two pairs of libvirt and QEMU versions.
public struct DomainDifference: Hashable, Sendable {
  /// The kind of difference.
  public enum Kind: String, CaseIterable, Sendable {
    /// libvirt or QEMU of one pair refuses the domain.
    case refusal
    /// libvirt of one pair adds a device, or adds another model.
    case device
    /// The address or port that libvirt assigns.
    case address
    /// The endpoint on the host, such as the path of a socket.
    case host
    /// The name of a device in a Linux guest.
    case guest
    /// An option of the QEMU command line, compared by meaning.
    case option
    /// The syntax of the options.
    case syntax
  }

  /// The versions that cause the difference.
  public struct Cause: Hashable, Sendable {
    /// The first libvirt version with the difference; nil if QEMU causes it.
    public let libvirt: Version?
    /// The first QEMU version with the difference; nil if libvirt causes it.
    public let qemu: Version?
    /// The known changes of these versions.
    public let changes: [Change]
  }

  /// The kind of difference.
  public let kind: Kind
  /// The subject, such as `channel 'org.example.0'` or `-device virtio-serial0`.
  public let subject: String
  /// The value with the first pair; nil if there is none.
  public let before: String?
  /// The value with the second pair; nil if there is none.
  public let after: String?
  /// The versions that cause the difference, one for each step; empty if they were not searched for.
  public let causes: [Cause]

  /// The action to take, as an imperative without a full stop; nil if there is none.
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
