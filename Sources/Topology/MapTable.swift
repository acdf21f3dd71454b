internal import SourceText

extension ChannelMap {
  /// The table rows, headings first, with the device names of a guest operating system.
  public func rows(for system: GuestEnd.System) -> [[String]] { Self.rows(of: ways, for: system) }

  /// The table rows of some ports, headings first.
  public static func rows(of ways: [WayIn], for system: GuestEnd.System) -> [[String]] {
    let isLinux = system == .linux
    let headings = ["ALIAS", "BUS", "PORT", "GUEST"] + (isLinux ? ["DEVICE"] : []) + ["PROGRAM", "HOST"]
    return [headings] + ways.map { $0.row(for: system) }
  }

  /// Remarks below the table: the device that `virsh console` opens, the controllers with their free ports, refusals,
  /// and the meaning of `ID`.
  public var remarks: [String] {
    (console.map { [$0.text] } ?? []) + controllers.map(\.remark) + ways.compactMap(\.remark)
      + (dependsOnID
        ? ["ID in a path is the id that libvirt assigns to the domain at start; virsh domid prints it"] : [])
  }
}

extension WayIn {
  fileprivate func row(for system: GuestEnd.System) -> [String] {
    let cells = [
      id + (fault == nil ? "" : " (refused)"), bus, number.map { "\($0)" }, path(in: system),
    ]
    let device = system == .linux ? [self.device] : []
    return (cells + device + [program(in: system), hostText]).map { $0 ?? "-" }
  }

  /// The host end and the log file.
  public var hostText: String { host.text + (log.map { ", log \($0) (virtlogd writes)" } ?? "") }

  fileprivate var remark: String? {
    if let fault { return "\(id) is refused: \(fault)" }
    return isArgument ? "\(id) comes from <qemu:commandline>; libvirt does not know it" : nil
  }
}

extension MappedController {
  fileprivate var remark: String {
    "controller \(index): \(sourceNode()), \(portCount.counted("port")), \(freeText)"
  }

  /// Its name, its address and its origin: `virtio-serial0 at 0000:00:04.0, added by libvirt`.
  /// - Parameter limit: the columns for the name.
  func sourceNode(shortenedTo limit: Int = .max) -> String {
    id.shortened(to: limit) + (busAddress.map { " at \($0)" } ?? "") + (isAdded ? ", added by libvirt" : "")
  }

  /// `3-6 and 8-30 are free`.
  var freeText: String {
    let ranges = freePorts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
    guard let last = ranges.last else { return "none is free" }
    let list = ranges.count == 1 ? last : ranges.dropLast().joined(separator: ", ") + " and " + last
    return "\(list) \(freePorts.count == 1 && freePorts[0].count == 1 ? "is" : "are") free"
  }
}
