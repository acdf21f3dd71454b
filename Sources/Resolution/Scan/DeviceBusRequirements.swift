internal import DomainModel

/// What a device is plugged in, as far as its kind and model tell.
struct DeviceBusRequirements: Hashable, Sendable {
  /// The kinds of PCI slot. Which of them a virtio or Express device takes depends on the machine's root bus.
  enum Slot: Hashable, Sendable {
    case none, conventional, express, expressOnRootBus, conventionalOnRootBus
    case pci(PCIModel)
  }

  /// What else than PCI it may be plugged in.
  enum Transport: Hashable, Sendable {
    /// No alternative.
    case fixed
    /// A channel subsystem or virtio-mmio, if the machine has them.
    case virtio
    /// A channel subsystem, if the machine has one.
    case channelSubsystem
  }

  let slot: Slot
  let transport: Transport

  static let none = DeviceBusRequirements(slot: .none, transport: .fixed)
  static let conventional = DeviceBusRequirements(slot: .conventional, transport: .fixed)
  static let express = DeviceBusRequirements(slot: .express, transport: .fixed)
  static let integratedExpress = DeviceBusRequirements(slot: .expressOnRootBus, transport: .fixed)
  static let integratedConventional = DeviceBusRequirements(slot: .conventionalOnRootBus, transport: .fixed)

  /// A virtio device of a model: transitional ones need a conventional slot.
  static func virtio(_ model: Controller.Model?, _ transport: Transport = .virtio) -> DeviceBusRequirements {
    DeviceBusRequirements(slot: model == .transitional ? .conventional : .express, transport: transport)
  }

  /// What it needs of a PCI bus on a machine whose root bus is PCI Express, or not.
  func connection(onExpress hasExpressRoot: Bool) -> PCIConnectFlags {
    let express: PCIConnectFlags = hasExpressRoot ? [.express, .automatic] : [.conventional, .automatic]
    return switch slot {
    case .none: []
    case .conventional: [.conventional, .automatic]
    case .express: express
    case .expressOnRootBus: express.union(.integrated)
    case .conventionalOnRootBus: [.conventional, .automatic, .integrated]
    case .pci(let model): model.connection
    }
  }
}
