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

  @Option(help: ArgumentHelp("tcp, udp: port number or service name; for udp, of the destination.", valueName: "port"))
  var service: String?

  @Option(help: ArgumentHelp("udp: local address to receive on.", valueName: "host"))
  var bindHost: String?

  @Option(help: ArgumentHelp("udp: local port to receive on.", valueName: "port"))
  var bindService: String?

  @Option(help: "tcp: protocol.")
  var `protocol`: TCPProtocol.Kind?

  @Option(help: ArgumentHelp("tcp: enable or disable TLS.", valueName: "yes|no"))
  var tls: YesNo?

  @Option(
    help: ArgumentHelp(
      "unix, tcp with --mode connect: seconds between reconnection attempts, or 'never'.", valueName: "seconds"))
  var reconnect: ReconnectArgument?

  @Option(help: ArgumentHelp("file: append to the file (on) or truncate it (off).", valueName: "on|off"))
  var append: OnOff?

  @Option(help: ArgumentHelp("spiceport, dbus: channel name seen by the client.", valueName: "name"))
  var sourceChannel: String?

  @Option(help: ArgumentHelp("nmdm: device on the guest side.", valueName: "path"))
  var master: String?

  @Option(help: ArgumentHelp("nmdm: device on the host side.", valueName: "path"))
  var slave: String?

  @Option(help: ArgumentHelp("qemu-vdagent: enable or disable clipboard sharing.", valueName: "yes|no"))
  var clipboard: YesNo?

  @Option(help: ArgumentHelp("qemu-vdagent: mouse mode.", valueName: "mode"))
  var mouse: Mouse.Mode?

  @Option(
    help: ArgumentHelp(
      "unix, file, dev, pipe: security label of the path, as model=MODEL,relabel=yes|no,label=LABEL; can be repeated.",
      valueName: "label"))
  var seclabel: [SecurityLabelArgument] = []

  @Option(help: ArgumentHelp("File to log the guest output to.", valueName: "file"), completion: .file())
  var log: String?

  @Option(help: ArgumentHelp("Append to the log file (on) or truncate it (off).", valueName: "on|off"))
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
