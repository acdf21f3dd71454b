internal import ArgumentParser
internal import VirtChannel

/// What stands behind a channel or console on the host.
struct SourceOptions: ParsableArguments {
  @Option(help: "What stands behind the device on the host.")
  var type: ChardevSource.Kind?

  @Option(help: ArgumentHelp("The path of a unix socket, file, device, pipe.", valueName: "path"), completion: .file())
  var path: String?

  @Option(help: "unix, tcp: whether QEMU listens (bind, the default) or connects.")
  var mode: SocketMode?

  @Option(help: "tcp, udp: the name or address of the host; for udp the one that is sent to.")
  var host: String?

  @Option(help: "tcp, udp: the port's number or name.")
  var service: String?

  @Option(help: "udp: the address that is received on.")
  var bindHost: String?

  @Option(help: "udp: the port that is received on.")
  var bindService: String?

  @Option(help: "tcp: what is spoken.")
  var `protocol`: TCPProtocol.Kind?

  @Option(help: "tcp: whether TLS is used.")
  var tls: YesNo?

  @Option(help: "unix, tcp with --mode connect: the seconds until QEMU tries again, or 'never'.")
  var reconnect: ReconnectArgument?

  @Option(help: "file: whether it is appended to.")
  var append: OnOff?

  @Option(help: "spiceport, dbus: the channel's name there.")
  var sourceChannel: String?

  @Option(help: "nmdm: the device of the guest's side.")
  var master: String?

  @Option(help: "nmdm: the device of the host's side.")
  var slave: String?

  @Option(help: "qemu-vdagent: whether text is copied between guest and client.")
  var clipboard: YesNo?

  @Option(help: "qemu-vdagent: who moves the mouse pointer.")
  var mouse: Mouse.Mode?

  @Option(
    help: ArgumentHelp(
      "unix, file, device, pipe: a security label of the path, as model=MODEL,relabel=yes|no,label=LABEL; may be repeated.",
      valueName: "label"))
  var seclabel: [SecurityLabelArgument] = []

  @Option(help: "A file that records what passes.", completion: .file())
  var log: String?

  @Option(help: "Whether that file is appended to.")
  var logAppend: OnOff?
}

extension SourceOptions {
  /// What the options ask for.
  var settings: [Setting] {
    [
      Setting(.type, type, "--type"),
      Setting(.source, receiver),
      Setting(.source, source),
      Setting(.protocol, [Setting(.type, `protocol`, "--protocol")]),
      Setting(.log, [Setting(.file, log, "--log"), Setting(.append, logAppend, "--log-append")]),
    ]
  }

  private var source: [Setting] {
    [
      Setting(.path, path, "--path"), Setting(.mode, mode, "--mode"),
      Setting(.host, host, "--host"), Setting(.service, service, "--service"), Setting(.tls, tls, "--tls"),
      Setting(.append, append, "--append"), Setting(.channel, sourceChannel, "--source-channel"),
      Setting(.master, master, "--master"), Setting(.slave, slave, "--slave"),
      Setting(.clipboard, [Setting(.copypaste, clipboard, "--clipboard")]),
      Setting(.mouse, [Setting(.mode, mouse, "--mouse")]),
      Setting(.reconnect, reconnect?.settings ?? []),
    ] + seclabel.map(\.setting)
  }

  /// The second source of a udp chardev.
  private var receiver: [Setting] {
    guard bindHost != nil || bindService != nil else { return [] }
    let option = bindHost != nil ? "--bind-host" : "--bind-service"
    return [
      Setting(.mode, SocketMode.bind, option),
      Setting(.host, bindHost, "--bind-host"), Setting(.service, bindService, "--bind-service"),
    ]
  }
}
