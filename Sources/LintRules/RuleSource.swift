/// The source of the behaviour that a rule describes: a function of libvirt or QEMU, or a page.
public struct RuleSource: Hashable, Sendable {
  /// The displayed name: a function, or the title of a page.
  public let name: String
  /// The project and the file, such as `libvirt src/conf/domain_addr.c`; nil for a page.
  public let file: String?
  /// The address of the file at the release that was read, or of the page; an address without a scheme is relative to `docs/rules`.
  public let address: String

  private init(_ name: String, file: String?, _ address: String) {
    self.name = name
    self.file = file
    self.address = address
  }

  /// A function of libvirt, in the release that was read.
  static func libvirt(_ path: String, _ function: String, in release: String = "11.3.0") -> RuleSource {
    RuleSource(
      function, file: "libvirt \(path)", "https://gitlab.com/libvirt/libvirt/-/blob/v\(release)/\(path)")
  }

  /// A function of QEMU 7.2.0.
  static func qemu(_ path: String, _ function: String) -> RuleSource {
    RuleSource(function, file: "QEMU \(path)", "https://gitlab.com/qemu-project/qemu/-/blob/v7.2.0/\(path)")
  }

  /// A page of documentation.
  static func page(_ address: String, _ title: String) -> RuleSource { RuleSource(title, file: nil, address) }
}
