internal import ArgumentParser
internal import VirtChannel

/// `virt-channel generate`.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Generate controllers, channels and consoles, or add them to a domain.",
    discussion: """
      The XML is suitable for virsh attach-device and for the <devices> of a domain. --preset NAME is one of: \
      \(Preset.all.map(\.name).joined(separator: ", ")). --into FILE adds it to a domain and prints a diff; --write changes the file. \
      'virt-channel generate help devices' lists the options.

        virt-channel generate --preset guest-agent
        virt-channel generate --preset guest-agent --into vm.xml --write
        virt-channel generate --list-presets
        virt-channel generate channel --name org.example.0 --path /srv/vm/a.sock
        virt-channel generate console --log /var/log/vm/console.log
        virt-channel generate controller --index 1 --ports 64
      """,
    subcommands: [GenerateDevices.self, GenerateChannel.self, GenerateController.self, GenerateConsole.self],
    defaultSubcommand: GenerateDevices.self)
}
