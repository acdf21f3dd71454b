internal import ArgumentParser
internal import Files
internal import LibvirtHost
internal import SourceText
internal import VirtChannel

/// Hands generated devices over: as XML, as a change of a domain, or as something to plug into a running one.
struct OutputTarget {
  private let destination: DestinationOptions
  private let versions: Versions
  /// The libvirt whose domain is changed; nil for a file.
  private let live: LiveDomain?
  /// The text that asks for the devices; nil when options do.
  private let text: SourceFile?

  init(_ destination: DestinationOptions, text: SourceFile? = nil) throws {
    self.destination = destination
    live = try destination.host.open().map { host throws(HostError) in
      LiveDomain(host: host, domain: try host.domain(destination.domain))
    }
    versions =
      try live?.host.versions(destination.versions)
      ?? destination.versions.versions(forFile: destination.into ?? destination.attach)
    self.text = text
  }

  /// Delivers the devices, or tells why there are none.
  /// - Parameter prepare: what is done to the domain first.
  func deliver(
    _ spec: DeviceSpec, to streams: inout Streams,
    preparing prepare: (DomainEditor) -> Result<DomainEditor, RequestErrors> = { .success($0) }
  ) throws -> ExitStatus {
    if destination.into == nil, destination.format != nil {
      throw ValidationError("--format requires --into FILE")
    }
    streams.warn(about: versions)
    switch spec.devices(for: versions) {
    case .success(let devices) where destination.into != nil:
      return try change(devices, &streams) {
        prepare($0).flatMap { $0.inserting(devices, replacing: destination.replace) }
      }
    case .success(let devices) where destination.attach != nil: return try attach(devices, &streams)
    case .success(let devices):
      let lines = text.map { LineIndex($0) }
      for warning in spec.warnings(for: versions) { streams.warn(warning.text(about: text?.name, lines)) }
      for device in devices { streams.output.write(device.xml() + "\n") }
      return .clean
    case .failure(let requestErrors): return refuse(requestErrors, text?.name, text, &streams)
    }
  }

  /// Puts devices into the domain.
  func deliver(_ devices: [VirtioSerialDevice], to streams: inout Streams) throws -> ExitStatus {
    try change(devices, &streams) { $0.inserting(devices, replacing: destination.replace) }
  }

  /// Changes the domain, and shows how or writes it.
  private func change(
    _ devices: [VirtioSerialDevice], _ streams: inout Streams,
    _ edit: (DomainEditor) -> Result<DomainEditor, RequestErrors>
  ) throws -> ExitStatus {
    guard destination.write, live == nil else {
      let old = try content(streams)
      let (status, changed) = try change(old, &streams, edit)
      guard let changed else { return status }
      let definition = try define(changed, insteadOf: old)
      return answer(changed, devices, insteadOf: old, definition, &streams)
    }
    let path = destination.domain
    let file = try FileEdit(path, limit: destination.input.limit())
    let (status, changed) = try change(file.content, &streams, edit)
    guard let changed else { return status }
    let (old, new) = (file.content, changed.encoded)
    if new != old {
      let refusal = LibvirtFile.refusal(of: path, at: file.realPath, holding: old)
      if let refusal, !destination.force { throw refusal }
      try file.replace(with: new)
    }
    return answer(changed, devices, insteadOf: old, nil, &streams)
  }

  /// Defines the changed domain on its libvirt, if that was asked for.
  private func define(_ changed: DomainEditor, insteadOf old: [UInt8]) throws(FileError) -> Definition? {
    guard destination.write, let live, changed.encoded != old else { return nil }
    return try live.host.define(changed.encoded, insteadOf: old, for: live.domain, isForced: destination.force)
  }

  /// Changes the content of a file.
  /// - Returns: the changed domain; nil when it is refused.
  private func change(
    _ old: [UInt8], _ streams: inout Streams, _ edit: (DomainEditor) -> Result<DomainEditor, RequestErrors>
  ) throws(FileError) -> (status: ExitStatus, changed: DomainEditor?) {
    switch try open(old).flatMap(edit) {
    case .success(let changed):
      let status = report(changed, changed.remarks, &streams)
      return (status, status == .clean ? changed : nil)
    case .failure(let requestErrors):
      return (refuse(requestErrors, name, nil, &streams), nil)
    }
  }

  private func attach(_ devices: [VirtioSerialDevice], _ streams: inout Streams) throws -> ExitStatus {
    guard let device = devices.first, devices.count == 1 else {
      streams.complain("virsh attach-device accepts one device at a time, not \(devices.count)")
      return .unusable
    }
    switch try attachment(of: device, streams) {
    case .success(let choice):
      if choice.attachment.isThere {
        streams.complain("\(name): the domain already has this device; nothing to attach")
        return .clean
      }
      return try deliver(choice.attachment, choice.affected, &streams)
    case .failure(let requestErrors): return refuse(requestErrors, name, nil, &streams)
    }
  }

  /// The device at a port of the domain, and what of the domain gets it.
  private func attachment(
    of device: VirtioSerialDevice, _ streams: Streams
  ) throws -> Result<LiveAttachment, RequestErrors> {
    if let live {
      return try LiveAttachment.choose(device, for: live, destination.affect, replacing: destination.replace, open)
    }
    return try open(content(streams)).flatMap { $0.attaching(device, replacing: destination.replace) }
      .map { LiveAttachment(attachment: $0, affected: destination.affect) }
  }

  private func deliver(
    _ attachment: DomainEditor.Attachment, _ affected: LibvirtHost.Affected, _ streams: inout Streams
  ) throws -> ExitStatus {
    let later = Set(attachment.errorsAtNextStart)
    let status = report(attachment.result, attachment.remarks.filter { !later.contains($0) }, &streams)
    guard status == .clean else { return status }
    if let error = later.first {
      let isForNextStart = destination.write && affected != .live
      streams.complain(
        "\(name): the device can be attached while the domain runs, but the domain would not start again with it: "
          + "\(error.message)\(isForNextStart ? "; use --affect live" : "; attach it with --live only")")
      if isForNextStart { return .findings }
    }
    guard destination.write, let live else {
      if let replaced = attachment.replaced {
        streams.complain("\(name): \(replaced.detachingHint(in: attachment.result.domain))")
      }
      streams.output.write(attachment.device.xml() + "\n")
      return .clean
    }
    return try live.attach(attachment, affected, versions, &streams)
  }

  private func refuse(
    _ requestErrors: RequestErrors, _ name: String?, _ text: SourceFile?, _ streams: inout Streams
  ) -> ExitStatus {
    let lines = text.map { LineIndex($0) }
    for requestError in requestErrors.all { streams.complain(requestError.text(about: name, lines)) }
    return .unusable
  }
}

// MARK: The domain

extension OutputTarget {
  /// What the domain or its file is called.
  private var name: String { live?.domain.name ?? destination.domainName }

  /// The content of the domain's file, or its XML on the libvirt.
  private func content(_ streams: Streams) throws -> [UInt8] {
    try live?.xml(for: destination) ?? streams.read(destination.domain, limit: destination.input.limit())
  }

  private func open(_ content: [UInt8]) throws(FileError) -> Result<DomainEditor, RequestErrors> {
    switch SourceFile.decoding(name: name, content) {
    case .success(let file):
      return DomainEditor.open(file, versions: versions, connection: live?.host.connection ?? .system)
    case .failure(let failure): throw FileError(name, failure.problem.message)
    }
  }

  /// Tells the findings about the changed domain. What libvirt or QEMU would refuse is not done.
  private func report(
    _ changed: DomainEditor, _ remarks: [Diagnostic], _ streams: inout Streams
  ) -> ExitStatus {
    let findings = remarks.filter { $0.severity > .note }
    let context = ReportContext(toolVersion: "", libvirt: "", qemu: "")
    let report = ReportFormat.text.report(context)
    streams.errors.write(report.section(for: FileFindings(findings, in: changed.file)))
    guard findings.contains(where: { $0.severity == .error }) else { return .clean }
    streams.complain("the domain would not start; no changes were written")
    return .findings
  }

  /// Shows what was or would be changed.
  private func answer(
    _ changed: DomainEditor, _ devices: [VirtioSerialDevice], insteadOf old: [UInt8], _ definition: Definition?,
    _ streams: inout Streams
  ) -> ExitStatus {
    let (path, new) = (live == nil ? destination.domain : name, changed.encoded)
    let isChanged = new != old
    let answer = ChangeAnswer(
      file: name, isChanged: isChanged, isWritten: isChanged && destination.write, definition: definition,
      devices: devices, domain: changed)
    if destination.format == .json {
      streams.output.write(answer.json.text(.pretty) + "\n")
    } else {
      if let definition, let live { streams.output.write(definition.line(for: live.domain)) }
      for line in answer.lines { streams.complain(line) }
      if !destination.write, !destination.check {
        streams.output.write(path == "-" ? new : UnifiedDiff(path: path, old: old, new: new).bytes())
      }
    }
    return destination.check && isChanged ? .findings : .clean
  }
}

extension DomainEditor {
  /// The bytes of the domain as it now is, in the encoding of its file.
  fileprivate var encoded: [UInt8] { file.encoded(file.bytes) }
}
