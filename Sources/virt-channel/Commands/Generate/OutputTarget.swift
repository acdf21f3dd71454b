internal import Files
internal import SourceText
internal import VirtChannel

/// Hands generated devices over: as XML, as a change of a domain, or as something to plug into a running one.
struct OutputTarget {
  private let destination: DestinationOptions
  private let versions: Versions
  /// The text that asks for the devices; nil when options do.
  private let text: SourceFile?

  init(_ destination: DestinationOptions, text: SourceFile? = nil) {
    self.destination = destination
    self.versions = destination.versions.versions()
    self.text = text
  }

  /// Delivers the devices, or tells why there are none.
  /// - Parameter prepare: what is done to the domain first.
  func deliver(
    _ spec: DeviceSpec, to streams: inout Streams,
    preparing prepare: (DomainEditor) -> Result<DomainEditor, RequestErrors> = { .success($0) }
  ) throws(FileError) -> ExitStatus {
    switch spec.devices(for: versions) {
    case .success(let devices) where destination.into != nil:
      return try change(&streams) { prepare($0).flatMap { $0.inserting(devices, replacing: destination.replace) } }
    case .success(let devices) where destination.attach != nil: return try attach(devices, &streams)
    case .success(let devices):
      for warning in spec.warnings(for: versions) { streams.warn(warning.text(about: text?.name, text)) }
      for device in devices { streams.output.write(device.xml() + "\n") }
      return .clean
    case .failure(let requestErrors): return refuse(requestErrors, text?.name, text, &streams)
    }
  }

  /// Changes the domain, and shows how or writes it.
  private func change(
    _ streams: inout Streams, _ edit: (DomainEditor) -> Result<DomainEditor, RequestErrors>
  ) throws(FileError) -> ExitStatus {
    guard destination.write else {
      let old = try streams.read(destination.domain, limit: destination.input.limit())
      return try change(old, &streams, edit).status
    }
    let file = try FileEdit(destination.domain, limit: destination.input.limit())
    let (status, new) = try change(file.content, &streams, edit)
    if let new, new != file.content { try file.replace(with: new) }
    return status
  }

  /// Changes the content of a file, and shows how unless it is to be written.
  /// - Returns: the new content; nil when it is refused.
  private func change(
    _ old: [UInt8], _ streams: inout Streams, _ edit: (DomainEditor) -> Result<DomainEditor, RequestErrors>
  ) throws(FileError) -> (status: ExitStatus, new: [UInt8]?) {
    switch try open(old).flatMap(edit) {
    case .success(let changed):
      let status = report(changed, &streams)
      guard status == .clean else { return (status, nil) }
      let new = changed.file.encoded(changed.file.bytes)
      if !destination.write { show(new, insteadOf: old, &streams) }
      return (status, new)
    case .failure(let requestErrors):
      return (refuse(requestErrors, destination.domainName, nil, &streams), nil)
    }
  }

  private func attach(_ devices: [VirtioSerialDevice], _ streams: inout Streams) throws(FileError) -> ExitStatus {
    guard let device = devices.first, devices.count == 1 else {
      streams.complain("virsh attach-device takes one device at a time, and these are \(devices.count)")
      return .unusable
    }
    let content = try streams.read(destination.domain, limit: destination.input.limit())
    switch try open(content).flatMap({ $0.attaching(device) }) {
    case .success(let attachment):
      let status = report(attachment.result, &streams)
      if status == .clean { streams.output.write(attachment.device.xml() + "\n") }
      return status
    case .failure(let requestErrors): return refuse(requestErrors, destination.domainName, nil, &streams)
    }
  }

  private func refuse(
    _ requestErrors: RequestErrors, _ name: String?, _ text: SourceFile?, _ streams: inout Streams
  ) -> ExitStatus {
    for requestError in requestErrors.all { streams.complain(requestError.text(about: name, text)) }
    return .unusable
  }
}

// MARK: The domain

extension OutputTarget {
  private func open(_ content: [UInt8]) throws(FileError) -> Result<DomainEditor, RequestErrors> {
    let name = destination.domainName
    switch SourceFile.decoding(name: name, content) {
    case .success(let file): return DomainEditor.open(file, versions: versions)
    case .failure(let failure): throw FileError(name, failure.problem.message)
    }
  }

  /// Tells what is to be said of the changed domain. What libvirt or QEMU would refuse is not done.
  private func report(_ changed: DomainEditor, _ streams: inout Streams) -> ExitStatus {
    let findings = changed.remarks.filter { $0.severity > .note }
    let context = ReportContext(toolVersion: "", libvirt: "", qemu: "")
    let report = ReportFormat.text.report(context)
    streams.errors.write(report.section(for: FileFindings(findings, in: changed.file)))
    guard findings.contains(where: { $0.severity == .error }) else { return .clean }
    streams.complain("the domain would not start; nothing was changed")
    return .findings
  }

  private func show(_ new: [UInt8], insteadOf old: [UInt8], _ streams: inout Streams) {
    let path = destination.domain
    streams.output.write(path == "-" ? new : UnifiedDiff(path: path, old: old, new: new).bytes())
  }
}
