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
    abstract: "Print a domain with the values that libvirt fills in.",
    discussion: """
      The controllers, ports, addresses and names of virtio-serial devices are those that 'virsh define' assigns; what libvirt \
      discards is removed. The rest of the file is unchanged, byte for byte.

        virt-channel resolve vm.xml
        virt-channel resolve --diff --libvirt 9.0 vm.xml
      """)

  @Argument(help: "File to read, or - for standard input (default: -).", completion: .file())
  var file: String?

  @Flag(help: "Print the changes as a unified diff.")
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
