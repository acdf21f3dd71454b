internal import ArgumentParser
internal import Files
internal import Reports
internal import Resolution
internal import SourceText
internal import XMLTree

/// `virt-channel resolve`.
struct Resolve: Command {
  static let configuration = CommandConfiguration(
    commandName: "resolve",
    abstract: "Print a domain with what libvirt fills in.",
    discussion: """
      Controllers, ports, addresses and names of the virtio-serial devices are what virsh define makes of them, and what \
      libvirt throws away is gone. The rest of the file stays as it is, byte for byte.

        virt-channel resolve vm.xml
        virt-channel resolve --diff --libvirt 9.0 vm.xml
      """)

  @Argument(help: "The file; - or nothing is standard input.", completion: .file())
  var file: String?

  @Flag(help: "Print what changes, as a unified diff.")
  var diff = false

  @OptionGroup var domain: DomainOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try domain.read(file, &streams) { input, resolved, streams in
      guard diff else { return Self.write(resolved, of: input, &streams) }
      if let status = input.refuseTemplate(&streams) { return status }
      streams.output.write(difference(input, resolved.edits.applied(to: input.file)))
      return .clean
    }
  }

  /// Prints the resolved domain, which is what the command does without an option.
  static func write(_ domain: ResolvedDomain, of input: DomainInput, _ streams: inout Streams) -> ExitStatus {
    if let status = input.refuseTemplate(&streams) { return status }
    streams.output.write(input.file.encoded(domain.edits.applied(to: input.file)))
    return .clean
  }

  private func difference(_ input: DomainInput, _ text: [UInt8]) -> [UInt8] {
    let isShown = Terminal.isOutput
    let diff =
      isShown
      ? UnifiedDiff(path: input.file.name, old: input.file.bytes, new: text)
      : UnifiedDiff(path: input.file.name, old: input.raw, new: input.file.encoded(text))
    return diff.bytes(isShown ? domain.display.style : TextStyle(), shown: isShown)
  }
}
