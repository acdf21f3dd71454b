internal import ArgumentParser
internal import GuestAgent
internal import JSONText
internal import SourceText

/// `agent network`: the guest's interfaces and addresses.
struct AgentNetwork: Command {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Print the network interfaces of the guest and their addresses.",
    discussion: """
        virt-channel agent network /run/vm.sock
        virt-channel agent network --domain vm.xml --format text
      """)

  @Argument(help: .endpoint) var endpoint: String?
  @OptionGroup var options: AgentOptions

  func run(_ streams: inout Streams) throws -> ExitStatus {
    try options.show(endpoint, &streams, text: { $0.networkText }) { session throws(ChannelError) in
      try session.networkInterfaces()
    }
  }
}

extension JSONValue {
  /// The result of `guest-network-get-interfaces`: one line an address, as `virsh domifaddr` has them.
  fileprivate var networkText: String {
    let rows = (array ?? []).flatMap { interface -> [[String]] in
      let head = [interface["name"]?.string ?? "", interface["hardware-address"]?.string ?? "-"]
      let addresses = interface["ip-addresses"]?.array ?? []
      return addresses.isEmpty ? [head + ["-"]] : addresses.map { head + [$0.addressWithPrefix] }
    }
    return TextTable([["NAME", "MAC ADDRESS", "ADDRESS"]] + rows).text
  }

  private var addressWithPrefix: String {
    "\(self["ip-address"]?.string ?? "")/\(self["prefix"].map(\.description) ?? "")"
  }
}
