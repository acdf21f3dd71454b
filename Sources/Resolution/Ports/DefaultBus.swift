/// The bus that QEMU selects for a port without `bus`. QEMU searches from the machine down, on each bus beginning with the device that
/// was created last, and selects the first virtio-serial controller, even if it is full.
///
/// Source: QEMU `qbus_find_recursive` in `softmmu/qdev-monitor.c`; the order of a machine's own buses as seen with QEMU 7.2.
public struct DefaultBus: Sendable {
  /// The parent bus of a device.
  public enum Parent: Sendable {
    /// The bus of the PCI host bridge of the machine.
    case machinePCI
    /// A virtio-mmio transport of the machine. They are assigned in the order in which QEMU searches them.
    case virtioMMIO
    /// The channel subsystem of the machine.
    case channelSubsystem
    /// A device that was added before, by its number.
    case device(Int)
  }

  /// When each device on the way from the top to a device was plugged in: QEMU looks at the greatest first.
  private typealias Path = [Int]

  private let looksAtPCIFirst: Bool
  private var paths: [Path] = []
  private var rootCount = 0
  private var best: Path = []

  /// The number of the selected controller, as passed to `plug`; nil if there is no controller.
  public private(set) var controller: Int?

  /// Creates a machine without devices.
  /// - Parameter looksAtPCIFirst: whether QEMU looks at PCI before virtio-mmio, as on RISC-V. On Arm it is the other way round.
  public init(looksAtPCIFirst: Bool) { self.looksAtPCIFirst = looksAtPCIFirst }

  /// Adds a device.
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
