internal import DomainModel
internal import Resolution
internal import SourceText

// Hosts and services of tcp and udp sources.
extension Rule {
  static let networks = [
    tcpPortOutOfRange, exposedTCPChannel, duplicateTCPPort, badService, undoubledComma, emptyTCPHost,
  ]

  static let tcpPortOutOfRange = Rule(
    "VC313", "tcp-port-out-of-range", .warning, needs: .endpoints,
    "A service number is not a TCP port.",
    rationale: """
      Valid ports are 1 to 65535. QEMU takes a larger number modulo 65536. For 0 or an empty service, the kernel
      chooses a port.
      """,
    sources: [.qemu("util/qemu-sockets.c", "inet_listen_saddr")],
    good: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='45993'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='⟦99999⟧'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='⟦0⟧'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' ⟦service⟧=''/><target type='virtio' name='a'/></channel>"
      ),
    ]
  ) { context, findings in
    for endpoint in context.endpoints {
      guard let text = endpoint.service, case .port(let port, isTruncated: let isTruncated) = Service(text),
        isTruncated || port == 0, !endpoint.isRefused
      else { continue }
      let isListening = endpoint.isListening ? "listens on" : "connects to"
      findings.add(
        at: text.isEmpty
          ? context.nameRange(of: .service, in: endpoint.sourceNode)
          : context.range(of: .service, in: endpoint.sourceNode),
        isTruncated
          ? "'\(text)' is not a valid port; QEMU \(isListening) \(port)"
          : endpoint.isListening
            ? "with \(text.isEmpty ? "an empty service" : "port 0"), the kernel chooses a port at each start"
            : "nothing listens on port 0",
        help: "use a port from 1 to 65535")
    }
  }

  static let exposedTCPChannel = Rule(
    "VC314", "exposed-tcp-channel", .warning, needs: .endpoints,
    "A tcp source listens on all addresses of the host.",
    rationale: """
      Any client that reaches the port can use the channel without a password: through the guest agent, to run
      commands as root; on a console, to reach a login prompt.
      """,
    sources: [.qemu("util/qemu-sockets.c", "inet_listen_saddr")],
    good: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='0.0.0.0' service='4555' tls='yes'/>
          <target type='virtio' name='a'/>
        </channel>
        """),
    ],
    bad: [
      Example(
        "<channel type='tcp'><source mode='bind' host='⟦0.0.0.0⟧' service='4555'/><target type='virtio' name='a'/></channel>",
        fixed:
          "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<console type='tcp'><source mode='bind' host='⟦::⟧' service='4555'/><target type='virtio'/></console>",
        fixed: "<console type='tcp'><source mode='bind' host='::1' service='4555'/><target type='virtio'/></console>"),
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard case .tcp(let tcp) = device.source, tcp.endpoint.mode == .bind, tcp.endpoint.tls != .yes,
        let host = tcp.endpoint.host, let local = HostAddress(host).localCounterpart
      else { continue }
      findings.add(
        at: host.isEmpty
          ? context.nameRange(of: .host, in: tcp.endpoint.sourceNode)
          : context.range(of: .host, in: tcp.endpoint.sourceNode),
        "any client that can reach the host can use the \(device.title)",
        help: "set host='\(local)', use a unix socket, or TLS with tls='yes'",
        fixes: [context.fix("set host='\(local)'", device, safety: .unsafe) { $0.setHost(local) }])
    }
  }

  static let duplicateTCPPort = Rule(
    "VC321", "duplicate-tcp-port", .error, needs: .endpoints,
    "Two devices listen on the same TCP port.",
    rationale: "The second bind to the port fails, so QEMU does not start.",
    sources: [.qemu("util/qemu-sockets.c", "inet_listen_saddr")],
    good: [
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4556'/>
          <target type='virtio' name='b'/>
        </channel>
        """)
    ],
    bad: [
      Example(
        """
        <channel type='tcp'>
          <source mode='bind' host='127.0.0.1' service='4555'/>
          <target type='virtio' name='a'/>
        </channel>
        <channel type='tcp'>
          <source mode='bind' host='0.0.0.0' service='⟦4555⟧'/>
          <target type='virtio' name='b'/>
        </channel>
        """)
    ]
  ) { context, findings in
    var taken = TakenPorts()
    for endpoint in context.endpoints where endpoint.isTCP && endpoint.isListening {
      guard let holder = taken.take(endpoint) else { continue }
      findings.add(
        at: context.range(of: .service, in: endpoint.sourceNode),
        "the \(holder.device.title) already listens on port \(endpoint.service ?? "")",
        help: "use another port",
        refusal: Refusal(by: .qemu, "Failed to find an available port: Address already in use"),
        notes: [Diagnostic.Note("the \(holder.device.title)", at: context.range(of: .service, in: holder.sourceNode))])
    }
  }

  static let badService = Rule(
    "VC322", "bad-service", .error, needs: .endpoints,
    "A service is neither a port number nor a known service name.",
    rationale: """
      A service is a port number or a name in /etc/services; for a name, the file on the host decides which port it is
      (a note). A udp source cannot send to an empty service.
      """,
    sources: [.qemu("util/qemu-sockets.c", "inet_listen_saddr"), .qemu("chardev/char-udp.c", "qemu_chr_parse_udp")],
    good: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='4555'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='⟦-1⟧'/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='udp'><source mode='connect' host='127.0.0.1' ⟦service⟧=''/><target type='virtio' name='a'/></channel>"
      ),
      Example(
        "<channel type='tcp'><source mode='bind' host='127.0.0.1' service='⟦telnet⟧'/><target type='virtio' name='a'/></channel>"
      ),
    ]
  ) { context, findings in
    for endpoint in context.endpoints {
      guard let text = endpoint.service else { continue }
      if text.isEmpty, endpoint.isRefused {
        findings.add(
          at: context.nameRange(of: .service, in: endpoint.sourceNode), "the service to send to is empty",
          help: "use a port from 1 to 65535",
          refusal: Refusal(by: .qemu, "chardev: udp: remote port not specified"))
      }
      guard case .name(isPossible: let isPossible) = Service(text), !text.utf8.contains(UInt8(ascii: ",")) else {
        continue
      }
      findings.add(
        at: context.range(of: .service, in: endpoint.sourceNode),
        isPossible
          ? "the port of '\(text)' depends on /etc/services of the host"
          : "'\(text)' is neither a port number nor a service name",
        help: "use a port from 1 to 65535", severity: isPossible ? .note : .error,
        refusal: isPossible
          ? nil
          : Refusal(
            by: .qemu,
            "address resolution failed for \(endpoint.host ?? ""):\(text): Servname not supported for ai_socktype"))
    }
  }

  static let emptyTCPHost = Rule(
    "VC326", "empty-tcp-host", .error, needs: .endpoints,
    "A tcp source in connect mode has no host.",
    rationale: """
      For a listening source, an empty host means all addresses. A connecting source needs a host: QEMU does not start
      or, with <reconnect>, retries forever (a warning).
      """,
    sources: [.qemu("util/qemu-sockets.c", "inet_parse_connect_saddr")],
    good: [
      Example(
        "<channel type='tcp'><source mode='connect' host='localhost' service='4555'/><target type='virtio' name='a'/></channel>"
      )
    ],
    bad: [
      Example(
        "<channel type='tcp'><source mode='connect' ⟦host⟧='' service='4555'/><target type='virtio' name='a'/></channel>"
      )
    ]
  ) { context, findings in
    for device in context.backedDevices {
      guard case .tcp(let tcp) = device.source, tcp.endpoint.mode != .bind, tcp.endpoint.host == "" else { continue }
      let isRetried = tcp.endpoint.reconnect?.enabled == .yes
      let address = "\(tcp.endpoint.host ?? ""):\(tcp.endpoint.service ?? "")"
      findings.add(
        at: context.nameRange(of: .host, in: tcp.endpoint.sourceNode), "the host to connect to is empty",
        help: "set host='localhost' to connect to this host", severity: isRetried ? .warning : .error,
        refusal: isRetried
          ? nil : Refusal(by: .qemu, "address resolution failed for \(address): Name or service not known"))
    }
  }

  static let undoubledComma = Rule(
    "VC323", "undoubled-comma", .error,
    "A comma splits the option that this libvirt passes to QEMU.",
    rationale: """
      A comma separates the properties of a QEMU option, so a comma in a value must be doubled. libvirt doubles
      commas in paths; before 10.8.0, it does not double those in hosts and services, and before 7.9.0, those in
      port names. QEMU parses the text after the comma as another property, which it usually refuses.
      """,
    sources: [
      .libvirt("src/qemu/qemu_command.c", "qemuBuildChardevStr", in: "9.0.0"),
      .libvirt("src/qemu/qemu_command.c", "qemuBuildVirtioSerialPortDevProps"),
      .qemu("util/qemu-option.c", "get_opt_value"),
    ],
    good: [
      Example("<channel type='pty'><target type='virtio' name='a,b'/></channel>"),
      Example(
        "<channel type='unix'><source mode='bind' path='/run/a,b'/><target type='virtio' name='a'/></channel>",
        with: .bullseye),
    ],
    bad: [
      Example("<channel type='pty'><target type='virtio' name='⟦a,b⟧'/></channel>", with: .bullseye),
      Example(
        "<channel type='tcp'><source mode='bind' host='⟦a,b⟧' service='4555'/><target type='virtio' name='a'/></channel>",
        with: .bookworm),
      Example(
        "<channel type='tcp'><source mode='bind' host='⟦127.0.0.1,ipv4=on⟧' service='4555'/><target type='virtio' name='a'/></channel>",
        with: .bookworm),
    ]
  ) { context, findings in
    if !context.versions.supports(.escapedNames) {
      for channel in context.domain.channels { context.checkComma(inNameOf: channel, &findings) }
    }
    if !context.versions.supports(.chardevProperties) {
      for endpoint in context.endpoints { context.checkCommas(in: endpoint, &findings) }
    }
  }
}

// MARK: Commas

extension RuleContext {
  fileprivate func checkComma(inNameOf channel: Channel, _ findings: inout Findings) {
    guard let target = channel.target, let name = channel.name, let rest = UnescapedText(name, endsOption: true) else {
      return
    }
    findings.add(
      rest, at: range(of: .name, in: target.sourceNode), known: ["bus", "chardev", "id", "name", "nr"],
      Refusal(by: .qemu, "Property 'virtserialport.\(rest.key)' not found"))
  }

  fileprivate func checkCommas(in endpoint: Endpoint, _ findings: inout Findings) {
    for (name, text) in [(Name.host, endpoint.host), (.service, endpoint.service)] {
      guard let rest = text.flatMap({ UnescapedText($0, endsOption: false) }) else { continue }
      findings.add(
        rest, at: range(of: name, in: endpoint.sourceNode), known: UnescapedText.chardevKeys,
        Refusal(by: .qemu, "Invalid parameter '\(rest.key)'"))
    }
  }
}

extension Findings {
  fileprivate mutating func add(
    _ rest: UnescapedText, at range: SourceRange, known: Set<String>, _ refusal: Refusal
  ) {
    let isRefused = !rest.hasValue || !known.contains(rest.key)
    add(
      at: range, "this libvirt does not escape the comma, so QEMU parses '\(rest.text)' as a separate option",
      help: "remove the comma", severity: isRefused ? .error : .warning, refusal: isRefused ? refusal : nil)
  }
}
