/// The bus that QEMU finds for a port that names none. From the top of the machine it looks, on each bus, at the device plugged in last
/// first, and takes the first virtio-serial controller, full or not.
///
/// Source: QEMU `qbus_find_recursive` in `softmmu/qdev-monitor.c`; the order of a machine's own buses as seen with QEMU 7.2.
public struct DefaultBus: Sendable {
  /// Where a device is plugged in.
  public enum Parent: Sendable {
    /// The bus of the machine's own PCI host bridge.
    case machinePCI
    /// One of the machine's virtio-mmio transports, which are filled from the one that QEMU looks at first.
    case virtioMMIO
    /// The machine's channel subsystem.
    case channelSubsystem
    /// A device that was plugged in before, by its number.
    case device(Int)
  }

  /// When each device on the way from the top to a device was plugged in: QEMU looks at the greatest first.
  private typealias Path = [Int]

  private let looksAtPCIFirst: Bool
  private var paths: [Path] = []
  private var rootCount = 0
  private var best: Path = []

  /// The controller on whose bus the port is plugged in: what was given for it; nil before the first.
  public private(set) var controller: Int?

  /// A machine without devices.
  /// - Parameter looksAtPCIFirst: whether QEMU looks at PCI before virtio-mmio, as on RISC-V. On Arm it is the other way round.
  public init(looksAtPCIFirst: Bool) { self.looksAtPCIFirst = looksAtPCIFirst }

  /// Plugs in a device.
  /// - Parameters:
  ///   - isRoot: whether its bus is a root of its own, as that of a pseries host bridge and of an expander bus.
  ///   - controller: what the device is called if it is a virtio-serial controller.
  /// - Returns: its number, counted from 0.
  @discardableResult
  public mutating func plug(_ parent: Parent, isRoot: Bool = false, controller: Int? = nil) -> Int {
    let order = paths.count
    let path: Path =
      switch parent {
      case .device(let device) where paths.indices.contains(device): paths[device] + [order]
      case .virtioMMIO: [looksAtPCIFirst ? 0 : 2, -order]
      case .channelSubsystem: [0, order]
      case .machinePCI, .device: [1, order]
      }
    // The bus of a root hangs on the machine, plugged in later than all of the machine's own.
    paths.append(isRoot ? [3 + order] : path)
    if let controller, self.controller == nil || best.lexicographicallyPrecedes(path) {
      (self.controller, best) = (controller, path)
    }
    return order
  }
}
