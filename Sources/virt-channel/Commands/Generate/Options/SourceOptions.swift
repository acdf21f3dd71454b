internal import ArgumentParser
internal import VirtChannel

/// What is behind a channel or console on the host.
struct SourceOptions: ParsableArguments {
  @Option(help: "Type of the host source.")
  var type: ChardevSource.Kind?

  @Option(help: ArgumentHelp("unix, file, dev, pipe: host path.", valueName: "path"), completion: .file())
  var path: String?

  @Option(help: "unix, tcp: whether QEMU listens (bind) or connects (connect) (default: bind).")
  var mode: SocketMode?

  @Option(help: "tcp, udp: host name or address; for udp, the destination.")
  var host: String?

  @Option(help: "tcp, udp: port number or service name; for udp, of the destination.")
  var service: String?

  @Option(help: "udp: local address to receive on.")
  var bindHost: String?

  @Option(help: "udp: local port to receive on.")
  var bindService: String?

  @Option(help: "tcp: protocol.")
  var `protocol`: TCPProtocol.Kind?

  @Option(help: "tcp: enable or disable TLS.")
  var tls: YesNo?

  @Option(help: "unix, tcp with --mode connect: seconds between reconnection attempts, or 'never'.")
  var reconnect: ReconnectArgument?

  @Option(help: "file: append to the file (on) or truncate it (off).")
  var append: OnOff?

  @Option(help: "spiceport, dbus: channel name seen by the client.")
  var sourceChannel: String?

  @Option(help: "nmdm: device on the guest side.")
  var master: String?

  @Option(help: "nmdm: device on the host side.")
  var slave: String?

  @Option(help: "qemu-vdagent: enable or disable clipboard sharing.")
  var clipboard: YesNo?

  @Option(help: "qemu-vdagent: mouse mode.")
  var mouse: Mouse.Mode?

  @Option(
    help: ArgumentHelp(
      "unix, file, dev, pipe: security label of the path, as model=MODEL,relabel=yes|no,label=LABEL; can be repeated.",
      valueName: "label"))
  var seclabel: [SecurityLabelArgument] = []

  @Option(help: "File to log the guest output to.", completion: .file())
  var log: String?

  @Option(help: "Append to the log file (on) or truncate it (off).")
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
