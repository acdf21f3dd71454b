internal import SourceText

// VC8xx: what is wrong between the domains of a run.
extension Rule {
  static let run = [sharedSocketPath, sharedHostPort, sharedFile, pathOfAnotherDomain]

  static let sharedSocketPath = Rule(
    "VC801", "shared-socket-path", .warning,
    "Two domains listen on the same socket path.",
    rationale: """
      Both domains start, but the second removes the socket of the first, so clients reach only the second.
      """,
    sources: [.libvirt("src/qemu/qemu_command.c", "qemuOpenChrChardevUNIXSocket")],
    good: [
      Example(
        """
        <channel type='unix'><source mode='bind' path='/run/vm1.sock'/><target type='virtio' name='a'/></channel>

        <channel type='unix'><source mode='bind' path='/run/vm2.sock'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    bad: [
      Example(
        """
        <channel type='unix'><source mode='bind' path='/run/a.sock'/><target type='virtio' name='a'/></channel>

        <channel type='unix'><source mode='bind' path='⟦/run/a.sock⟧'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    .run { context, findings in
      for claims in context.table.collisions(.socket) {
        findings.add(
          colliding: claims, in: context.table, { "\($0) \($0.verb("listens", "listen")) on the same path" },
          help: "use a separate path for each domain, or omit the path of a channel to let libvirt assign one")
      }
    })

  static let sharedHostPort = Rule(
    "VC802", "shared-host-port", .warning,
    "Two domains listen on the same host port.",
    rationale: "The domain that starts second fails to start, because the address is already in use.",
    sources: [.qemu("util/qemu-sockets.c", "inet_listen_saddr")],
    good: [
      Example(
        """
        <channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>

        <channel type='tcp'><source mode='bind' host='127.0.0.2' service='4555'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    bad: [
      Example(
        """
        <channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>

        <channel type='tcp'><source mode='bind' host='0.0.0.0' service='⟦4555⟧'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    .run { context, findings in
      for claims in context.table.collisions(.port) {
        findings.add(
          colliding: claims, in: context.table, { "\($0) \($0.verb("listens", "listen")) on the same port" },
          help: "use a separate port for each domain")
      }
    })

  static let sharedFile = Rule(
    "VC803", "shared-file", .warning,
    "Two domains write to the same file, device or pipe.",
    rationale: """
      virtlogd opens files and logs for QEMU and refuses to open a file twice, even with append='on'. While one domain
      runs, the other does not start: "Cannot open log file: '…': Device or resource busy". Devices and pipes are
      opened by each QEMU process, and the output of the domains is mixed.
      """,
    sources: [.libvirt("src/logging/log_handler.c", "virLogHandlerDomainOpenLogFile")],
    good: [
      Example(
        """
        <channel type='pty'><log file='/var/log/vm1.log'/><target type='virtio' name='a'/></channel>

        <channel type='pty'><log file='/var/log/vm2.log'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    bad: [
      Example(
        """
        <channel type='pty'><log file='/var/log/a.log'/><target type='virtio' name='a'/></channel>

        <channel type='file'><source path='⟦/var/log/a.log⟧'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    .run { context, findings in
      for claims in context.table.collisions(.file) {
        findings.add(
          colliding: claims, in: context.table, { "\($0) \($0.verb("writes", "write")) to the same path" },
          help: "use a separate path for each domain")
      }
    })

  static let pathOfAnotherDomain = Rule(
    "VC804", "path-of-another-domain", .warning,
    "A path contains another domain's name.",
    rationale: """
      The device was probably copied from that domain without changing the path. If both domains run, they interfere
      with each other; if one is removed, cleanup tools may remove the file of the other.
      """,
    sources: [.page("../guides/fleet.md", "Many domains on one host")],
    good: [
      Example(
        """
        <channel type='pty'><target type='virtio' name='a'/></channel>

        <channel type='unix'><source mode='bind' path='/run/vms/vm2.agent'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    bad: [
      Example(
        """
        <channel type='pty'><target type='virtio' name='a'/></channel>

        <channel type='unix'><source mode='bind' path='⟦/run/vms/vm1.agent⟧'/><target type='virtio' name='a'/></channel>
        """, in: .domains)
    ],
    .run { context, findings in
      let facts = context.domainsNamingOthers
      let domains = Dictionary(facts.map { ($0.claims.domain, $0.claims) }) { first, _ in first }
      let claims = facts.flatMap { file, facts in facts.claims.map { OwnedClaim(file: file, owner: facts, claim: $0) } }
      for claim in claims {
        // Where that domain claims the same path, VC801 or VC803 says so.
        guard let named = claim.otherDomain(among: domains),
          !named.claims.contains(where: { $0.resource == claim.claim.resource })
        else { continue }
        findings.add(
          at: claim, "the path contains the name of domain '\(named.domain)', not of '\(claim.owner.domain)'",
          help: "name the path after '\(claim.owner.domain)', or omit it to let libvirt assign one",
          notes: [Diagnostic.Note("domain '\(named.domain)'", at: named.nameRange, in: named.file)])
      }
    })
}

extension OwnedClaim {
  /// The other domain whose name the path carries.
  fileprivate func otherDomain(among domains: [String: DomainClaims]) -> DomainClaims? {
    claim.namesOfOthers(than: owner.domain).lazy.compactMap { domains[$0] }.first
  }
}
