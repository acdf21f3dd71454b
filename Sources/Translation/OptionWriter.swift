internal import DomainModel
internal import QEMUOptions
internal import Resolution

/// Writes the options of devices, one device after another: each chardev before its device, and what it needs before the chardev.
struct OptionWriter {
  /// What was written and not taken yet.
  var options: [QEMUOption] = []
  /// The file descriptors, with those that are not used yet.
  private(set) var descriptors: PassedDescriptors
  /// Where sockets, files and logs are, when not where libvirt has them.
  private(set) var folder: RunFolder?

  private let versions: Versions
  private let overrides: DeviceOverrides
  private var descriptorSets = 0

  init(_ domain: ResolvedDomain, _ descriptors: PassedDescriptors = PassedDescriptors(), in folder: RunFolder? = nil) {
    self.init(domain, domain.versions, descriptors, in: folder)
  }

  init(
    _ domain: ResolvedDomain, _ versions: Versions, _ descriptors: PassedDescriptors = PassedDescriptors(),
    in folder: RunFolder? = nil
  ) {
    self.versions = versions
    overrides = DeviceOverrides(domain)
    self.descriptors = descriptors
    self.folder = folder
  }

  mutating func add(_ controller: ResolvedController) { add(SerialController(controller, versions).option) }

  mutating func add(_ channel: ResolvedChannel) {
    switch channel.channel.target?.kind {
    case .virtio:
      add(channel.source, channel.channel.log, channel.id, name: channel.channel.name)
      add(VirtioPort(channel).option)
    case .guestfwd(let target):
      add(channel.source, channel.channel.log, channel.id)
      options.append(GuestForward(target, id: channel.id).option)
    case .xen, .other, nil: break
    }
  }

  /// Adds a console. Only the chardev of an SCLP console is printed; a console that mirrors a serial port has no
  /// options of its own.
  mutating func add(_ console: ResolvedConsole) {
    switch console.console.target?.type {
    case .virtio:
      add(console.console.source, console.console.log, console.id)
      add(VirtioPort(console).option)
    case .sclp, .sclplm: add(console.console.source, console.console.log, console.id)
    default: break
    }
  }

  mutating func add(_ other: OtherChardev) {
    let alias = other.userAlias?.name ?? "\(other.kind.rawValue)\(other.number)"
    add(other.source, other.log, alias, for: other.kind)
  }
}

extension OptionWriter {
  /// Writes a device, with the properties that the domain changes.
  private mutating func add(_ device: QEMUOption) {
    var device = device
    overrides.apply(to: &device)
    options.append(device)
  }

  /// Writes a chardev, and before it the credentials and descriptors that it needs.
  private mutating func add(
    _ source: ChardevSource, _ log: ChardevLog?, _ alias: String, name: String? = nil,
    for other: OtherChardev.Kind? = nil
  ) {
    let id = "char\(alias)"
    let (source, log) = moved(source, log, alias, name)
    let fd = source.unix?.mode == .bind ? descriptors.take(alias) : nil
    guard var backend = Chardev.Backend(source, chardev: id, fd: fd, versions) else { return }
    if let other { backend.serve(other) }
    if case .tcp(let tcp) = source, tcp.endpoint.tls == .yes {
      options.append(TLSCredentials(chardev: id, listens: tcp.endpoint.mode == .bind).option)
    }
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

  private mutating func moved(
    _ source: ChardevSource, _ log: ChardevLog?, _ alias: String, _ name: String?
  ) -> (ChardevSource, ChardevLog?) {
    guard let file = folder?.name(of: name, alias: alias) else { return (source, log) }
    return (folder?.moved(source, file) ?? source, folder?.moved(log, file))
  }

  private mutating func addSet(_ alias: String, _ suffix: String, _ fd: Int?) -> DescriptorSet? {
    guard let fd else { return nil }
    let name = versions.supports(.namedDescriptorSets) ? alias + suffix : nil
    let set = DescriptorSet(set: descriptorSets, fd: fd, opaque: name)
    descriptorSets += 1
    options.append(set.option)
    return set
  }
}
