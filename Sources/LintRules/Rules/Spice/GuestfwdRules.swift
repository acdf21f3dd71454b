internal import DomainModel
internal import Resolution
internal import SourceText

// TCP addresses that the guest connects to.
extension Rule {
  static let guestForwarding = [guestfwdBadTarget, duplicateGuestfwd]

  static let guestfwdBadTarget = Rule(
    "VC408", "guestfwd-bad-target", .error, needs: .guestForwarding,
    "QEMU cannot forward a guestfwd target's address or port.",
    rationale: """
      The guest connects to an address of QEMU's user network, 10.0.2.0/24, in which 10.0.2.2 is the host and 10.0.2.3
      the name server. libvirt requires a numeric IPv4 address and a decimal port, of which it uses the low 16 bits (a
      warning if that changes the port).
      """,
    sources: [
      .libvirt("src/conf/domain_conf.c", "virDomainChrDefParseTargetXML"),
      .qemu("net/slirp.c", "slirp_guestfwd"),
    ],
    good: [Example("<channel type='null'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>")],
    bad: [
      Example("<channel type='null'><⟦target⟧ type='guestfwd' port='4600'/></channel>"),
      Example("<channel type='null'><⟦target⟧ type='guestfwd' address='10.0.2.1'/></channel>"),
      Example(
        "<channel type='null'><⟦target⟧ type='guestfwd' address='10.0.2.1'/></channel>", with: .bullseye, onPage: false),
      Example("<channel type='null'><target type='guestfwd' address='⟦localhost⟧' port='4600'/></channel>"),
      Example("<channel type='null'><target type='guestfwd' address='⟦fec0::1⟧' port='4600'/></channel>"),
      Example("<channel type='null'><target type='guestfwd' address='⟦192.168.1.1⟧' port='4600'/></channel>"),
      Example("<channel type='null'><target type='guestfwd' address='10.0.2.1' port='⟦65536⟧'/></channel>"),
      Example("<channel type='null'><target type='guestfwd' address='10.0.2.1' port='⟦70000⟧'/></channel>"),
    ]
  ) { context, findings in
    for (channel, id) in zip(context.domain.channels, context.resolved.channels.map(\.id)) {
      guard let target = channel.target, case .guestfwd(let forward) = target.kind else { continue }
      for flaw in context.flaws(of: forward, target.sourceNode, id) {
        findings.add(
          at: flaw.range, flaw.message, help: flaw.help, severity: flaw.refusal == nil ? .warning : .error,
          refusal: flaw.refusal)
      }
    }
  }

  static let duplicateGuestfwd = Rule(
    "VC409", "duplicate-guestfwd", .warning, needs: .guestForwarding,
    "Two guestfwd channels use the same address and port.",
    rationale: "Both channels start, each in its own user network, and the guest reaches at most one of them.",
    sources: [.qemu("net/slirp.c", "slirp_guestfwd")],
    good: [
      Example(
        """
        <channel type='null'>
          <target type='guestfwd' address='10.0.2.1' port='4600'/>
        </channel>
        <channel type='null'>
          <target type='guestfwd' address='10.0.2.1' port='4601'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='null'>
          <target type='guestfwd' address='10.0.2.1' port='4600'/>
        </channel>
        <channel type='null'>
          <target type='guestfwd' address='10.0.2.1' port='⟦4600⟧'/>
        </channel>
        """)
    ]
  ) { context, findings in
    var first: [GuestfwdTarget: SourceNode] = [:]
    for target in context.domain.channels.lazy.compactMap(\.target) {
      guard case .guestfwd(let forward) = target.kind, let address = forward.address, let port = forward.port else {
        continue
      }
      guard let holder = first[forward] else {
        first[forward] = target.sourceNode
        continue
      }
      findings.add(
        at: context.range(of: .port, in: target.sourceNode), "another channel already forwards \(address):\(port)",
        help: "use another port",
        notes: [Diagnostic.Note("the other channel", at: context.range(of: .port, in: holder))])
    }
  }
}

// MARK: Targets

private struct GuestfwdFlaw {
  let range: SourceRange
  let message: String
  let help: String
  /// Nil where the domain starts and something else is forwarded than is written.
  let refusal: Refusal?
}

extension RuleContext {
  fileprivate func flaws(of target: GuestfwdTarget, _ sourceNode: SourceNode, _ id: String) -> [GuestfwdFlaw] {
    [flaw(ofAddress: target, sourceNode, id), flaw(ofPort: target, sourceNode, id)].compactMap(\.self)
  }

  private func flaw(ofAddress target: GuestfwdTarget, _ sourceNode: SourceNode, _ id: String) -> GuestfwdFlaw? {
    let help = "use an address from 10.0.2.1 to 10.0.2.254, such as 10.0.2.100"
    guard let text = target.address else {
      return GuestfwdFlaw(
        range: range(of: sourceNode), message: "the target has no address", help: help,
        refusal: .xml("guestfwd channel does not define a target address"))
    }
    let place = text.isEmpty ? nameRange(of: .address, in: sourceNode) : range(of: .address, in: sourceNode)
    guard let address = IPv4Address(text) else {
      return GuestfwdFlaw(
        range: place, message: "'\(text)' is not a numeric IPv4 address", help: help,
        refusal: text.contains(":")
          ? .unsupported("guestfwd channel only supports IPv4 addresses")
          : Refusal(by: .libvirt, "Cannot parse socket address '\(text)': Name or service not known"))
    }
    guard let reason = address.reasonNotToForward else { return nil }
    let rule = "tcp:\(address):\((target.port ?? 0) & 0xffff)-chardev:char\(id)"
    return GuestfwdFlaw(
      range: place, message: reason, help: help,
      refusal: Refusal(by: .qemu, "Conflicting/invalid host:port in guest forwarding rule '\(rule)'"))
  }

  private func flaw(ofPort target: GuestfwdTarget, _ sourceNode: SourceNode, _ id: String) -> GuestfwdFlaw? {
    let help = "use a port from 1 to 65535"
    guard let port = target.port else {
      guard attribute(.port, of: sourceNode) == nil else { return nil }
      return GuestfwdFlaw(
        range: range(of: sourceNode), message: "the target has no port", help: help, refusal: missingPort)
    }
    let taken = port & 0xffff
    guard port == 0 || port != taken else { return nil }
    let address = target.address.flatMap(IPv4Address.init)?.description ?? ""
    return GuestfwdFlaw(
      range: range(of: .port, in: sourceNode),
      message: taken == 0 ? "\(port) is not a valid port" : "\(port) is not a valid port; libvirt uses \(taken)",
      help: help,
      refusal: taken == 0
        ? Refusal(by: .qemu, "Invalid guest forwarding rule 'tcp:\(address):0-chardev:char\(id)'") : nil)
  }

  private var missingPort: Refusal {
    versions.supports(.attributeErrors)
      ? .xml("Missing required attribute 'port' in element 'target'")
      : .xml("guestfwd channel does not define a target port")
  }
}
