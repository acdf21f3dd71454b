internal import SourceText

extension ChannelMap {
  /// One line a port, the headings first, for people who use the guest's system.
  public func rows(for system: GuestEnd.System) -> [[String]] {
    let isLinux = system == .linux
    let headings = ["CONTROLLER", "PORT", "GUEST"] + (isLinux ? ["DEVICE"] : []) + ["PROGRAM", "HOST"]
    return [headings]
      + ports.map { port in
        let guest =
          isLinux ? [port.guest.terminal ?? port.guest.link, port.guest.device] : [port.guest.path(in: system)]
        return ["\(port.controller)", "\(port.number)"] + guest.map { $0 ?? "-" }
          + [port.guest.program(in: system) ?? "-", port.host.text]
      }
      + forwards.map { ["-", "-", $0.guestAddress] + (isLinux ? ["-"] : []) + ["-", $0.host.text] }
  }

  /// What there is to say beside the table: the controllers with the ports that are free, and what `ID` stands for.
  public var remarks: [String] {
    controllers.map(\.remark)
      + (dependsOnID ? ["ID in a path is the number that libvirt gives the domain at start; virsh domid tells it"] : [])
  }
}

extension MappedController {
  fileprivate var remark: String {
    "controller \(index): \(sourceNode), \(portCount) ports, \(freeText)"
  }

  /// Its name, its place and who made it: `virtio-serial0 at 0000:00:04.0, added by libvirt`.
  var sourceNode: String { id + (busAddress.map { " at \($0)" } ?? "") + (isAdded ? ", added by libvirt" : "") }

  /// `3-6 and 8-30 are free`.
  var freeText: String {
    let ranges = freePorts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    guard let last = ranges.last else { return "none is free" }
    let list = ranges.count == 1 ? last : ranges.dropLast().joined(separator: ", ") + " and " + last
    return "\(list) \(freePorts.count == 1 && freePorts[0].count == 1 ? "is" : "are") free"
  }
}
