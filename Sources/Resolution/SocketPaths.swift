internal import DomainModel

/// The unix sockets that libvirt makes for channels without a path.
///
/// Source: libvirt `qemuDomainPrepareChannel` and `virDomainDefGetShortName`.
struct SocketPaths {
  /// The directory of the sockets, with its last slash.
  private let folder: String

  /// The sockets of a domain that does not run: libvirt gives it the id -1.
  init(domain name: String, connection: LibvirtConnection, versions: Versions) {
    let name = Self.shortened(name)
    folder =
      versions.supports(.runtimeChannelPaths)
      ? connection.stateFolder + "/channel/-1-" + name + "/" : connection.targetFolder + "/domain--1-" + name + "/"
  }

  private static let shortNameLength = 20

  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > shortNameLength else { return name }
    return String(String.UnicodeScalarView(name.unicodeScalars.prefix(shortNameLength)))
  }

  /// The path of a virtio channel's socket.
  func path(of channel: Channel, at address: VirtioSerialAddress?) -> String {
    if let name = channel.name { return folder + name }
    let numbers = [address?.controller, address?.bus, address?.port].map { Self.twoDigits($0 ?? 0) }
    return "\(folder)vioser-\(numbers.joined(separator: "-")).sock"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
