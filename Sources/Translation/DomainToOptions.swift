public import DomainModel
public import QEMUOptions
internal import Resolution

/// Writes the options of a domain as libvirt does: controllers, then channels, then consoles, each chardev before its device.
///
/// Every device must have the alias and the address that libvirt gives it. Source: libvirt `qemuBuildCommandLine`.
public struct DomainToOptions: Sendable {
  /// The options so far.
  public private(set) var options: [QEMUOption] = []
  /// The descriptors, and which of them nobody took.
  public private(set) var descriptors: PassedDescriptors

  private let spelling: Spelling
  private let pciBuses: [Int: String]
  private var controllerAliases: [Int: String] = [:]
  private var descriptorSets = 0

  /// Makes a writer.
  /// - Parameter pciBuses: the names of the PCI buses by their number, which is the index of their controller.
  public init(spelling: Spelling, descriptors: PassedDescriptors = PassedDescriptors(), pciBuses: [Int: String]) {
    self.spelling = spelling
    self.descriptors = descriptors
    self.pciBuses = pciBuses
  }

  /// Writes a controller.
  public mutating func add(_ controller: Controller) {
    let id = controller.alias?.name ?? ""
    controllerAliases[controller.index ?? 0] = id
    let pciBus = controller.address?.pci.flatMap { pciBuses[$0.bus ?? 0] }
    options.append(SerialController(controller, id: id, pciBus: pciBus, spelling.versions).option)
  }

  /// Writes a channel and what stands behind it.
  public mutating func add(_ channel: Channel) {
    let id = channel.alias?.name ?? ""
    switch channel.target?.kind {
    case .virtio:
      add(channel.source, channel.log, id)
      options.append(VirtioPort(channel, id: id, controller: controller(of: channel.address)).option)
    case .guestfwd(let target):
      add(channel.source, channel.log, id)
      options.append(GuestForward(target, id: id).option)
    case .xen, .other, nil: break
    }
  }

  /// Writes a console and what stands behind it. Of consoles on s390's own line the device is none of ours, and one that is another view
  /// of a serial port has nothing of its own.
  public mutating func add(_ console: Console) {
    let id = console.alias?.name ?? ""
    switch console.target?.type {
    case .virtio:
      add(console.source, console.log, id)
      options.append(VirtioPort(console, id: id, controller: controller(of: console.address)).option)
    case .sclp, .sclplm: add(console.source, console.log, id)
    default: break
    }
  }

  /// Writes what stands behind a device of another kind; the device itself is none of ours.
  public mutating func add(_ other: OtherChardev) {
    let id = other.userAlias?.name ?? "\(other.kind.rawValue)\(other.number)"
    add(other.source, other.log, id, for: other.kind)
  }

  private func controller(of address: Address?) -> String? {
    address?.virtioSerial.flatMap { controllerAliases[$0.controller ?? 0] }
  }
}

extension DomainToOptions {
  private mutating func add(
    _ source: ChardevSource, _ log: ChardevLog?, _ alias: String, for other: OtherChardev.Kind? = nil
  ) {
    let id = "char\(alias)"
    let fd = source.listensOnUnix ? descriptors.take(alias) : nil
    guard var backend = Chardev.Backend(source, chardev: id, fd: fd, spelling.versions) else { return }
    if case .tcp(let tcp) = source, tcp.endpoint.tls == .yes {
      options.append(TLSCredentials(chardev: id, listens: tcp.endpoint.mode == .bind).option)
    }
    if let other { backend.serve(other) }
    if case .file = source, let set = addSet(alias, "-source", descriptors.take(alias)) {
      backend = .file(FileBackend(path: set.path, append: true))
    }
    var chardev = Chardev(backend: backend, id: id)
    if let file = log?.file {
      let set = addSet(alias, "-log", descriptors.take("\(alias)-log"))
      chardev.logfile = set?.path ?? file
      chardev.logappend = set == nil ? log?.append?.isOn : true
    }
    options.append(chardev.option)
  }

  private mutating func addSet(_ alias: String, _ suffix: String, _ fd: Int?) -> DescriptorSet? {
    guard let fd else { return nil }
    let name = spelling.versions.have(.namedDescriptorSets) ? alias + suffix : nil
    let set = DescriptorSet(set: descriptorSets, fd: fd, opaque: name)
    descriptorSets += 1
    options.append(set.option)
    return set
  }
}

extension ChardevSource {
  /// Whether libvirt opens the socket and passes it on.
  fileprivate var listensOnUnix: Bool { unix?.mode == .bind }
}
