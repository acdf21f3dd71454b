internal import SourceText

/// The libvirt driver that a domain belongs to.
///
/// Source: libvirt `virDomainVirtType`, and the types that `virQEMUCapsInit` announces: kvm, qemu and, on macOS, hvf.
public enum DomainDriver: Hashable, Sendable {
  /// The QEMU driver. It is assumed for a domain without a type and for a device without a domain.
  case qemu
  /// Another driver, with the `type` of the domain, such as `lxc`, or a type that libvirt does not know.
  case other(String)

  /// The driver for the value of `domain/@type`; nil if the attribute is absent. A value with a template marker may
  /// become a domain of the QEMU driver.
  public init(type: String?) {
    guard let type, !Self.typesOfQEMU.contains(type) else {
      self = .qemu
      return
    }
    self = TemplateMarker.occurs(in: type) ? .qemu : .other(type)
  }

  /// The domain types of the QEMU driver.
  package static let typesOfQEMU = ["kvm", "qemu", "hvf"]

  /// The domain types of libvirt's other drivers.
  package static let typesOfOthers = [
    "kqemu", "xen", "lxc", "uml", "openvz", "test", "vmware", "hyperv", "vbox", "phyp", "parallels", "bhyve", "vz",
  ]

  /// Why nothing is done with a domain of another driver, as a sentence without a full stop; nil for the QEMU driver.
  package var refusal: String? {
    guard case .other(let type) = self else { return nil }
    return "the domain type '\(type)' is not one of libvirt's QEMU driver (kvm, qemu or hvf)"
  }
}
