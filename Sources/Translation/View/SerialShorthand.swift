internal import CommandText
internal import QEMUOptions
internal import SourceText

/// What the value of `-serial`, `-parallel` or `-debugcon` is short for.
///
/// Source: QEMU `qemu_chr_parse_compat` in `chardev/char.c`.
enum SerialShorthand {
  /// A separate chardev.
  case chardev(QEMUOption)
  /// A chardev that the command line defines.
  case reference(String)
  /// No device.
  case none
  /// A chardev that the monitor shares.
  indirect case withMonitor(SerialShorthand)
  /// A value that QEMU does not accept.
  case unknown

  /// Whether QEMU does not accept the value.
  var isUnknown: Bool {
    switch self {
    case .unknown: true
    case .withMonitor(let inner): inner.isUnknown
    case .chardev, .reference, .none: false
    }
  }

  init(_ value: CommandLineArgument) {
    let text = value.text
    let simple = ["null", "pty", "vc", "stdio", "msmouse", "wctablet", "braille", "testdev", "ringbuf"]
    if text == "none" {
      self = .none
    } else if simple.contains(text) {
      self = .chardev(Self.option(value, text, []))
    } else if let rest = value.rest(behind: "mon:") {
      self = rest.bytes.starts(with: "mon:".utf8) ? .unknown : .withMonitor(SerialShorthand(rest))
    } else if text.hasPrefix("chardev:") {
      self = .reference(String(text.dropFirst("chardev:".count)))
    } else if text.hasPrefix("vc:") {
      self = .chardev(Self.option(value, "vc", []))
    } else {
      self = Self.path(value) ?? Self.socket(value) ?? Self.udp(value) ?? .unknown
    }
  }

  /// A file, a pair of pipes, a device of the host.
  private static func path(_ value: CommandLineArgument) -> SerialShorthand? {
    let text = value.text
    for (prefix, backend) in [("file:", "file"), ("pipe:", "pipe")] where text.hasPrefix(prefix) {
      return .chardev(option(value, backend, [("path", raw(value, from: prefix.utf8.count))]))
    }
    guard text.hasPrefix("/dev/") else { return nil }
    let backend = text.hasPrefix("/dev/parport") || text.hasPrefix("/dev/ppi") ? "parallel" : "serial"
    return .chardev(option(value, backend, [("path", raw(value, from: 0))]))
  }

  /// `unix:PATH[,…]`, `tcp:HOST:PORT[,…]`, `telnet:`, `websocket:`.
  private static func socket(_ value: CommandLineArgument) -> SerialShorthand? {
    if let rest = value.rest(behind: "unix:") { return .chardev(keyval(value, "socket,path=", rest)) }
    for (prefix, flag) in [
      ("tcp:", ""), ("telnet:", ",telnet=on"), ("websocket:", ",websocket=on"), ("tn3270:", ",tn3270=on"),
    ] {
      guard let rest = value.rest(behind: prefix) else { continue }
      let end = rest.bytes.firstIndex(of: UInt8(ascii: ",")) ?? rest.bytes.count
      guard let colon = rest.bytes[..<end].lastIndex(of: UInt8(ascii: ":")) else { return .unknown }
      var text = CommandLineArgument(Array("socket\(flag),host=".utf8), standingFor: value.range)
      text.append(rest.slice(0..<colon))
      text.append(CommandLineArgument(Array(",port=".utf8), standingFor: value.range))
      text.append(rest.slice(colon + 1..<rest.bytes.count))
      return .chardev(parsed(text, value))
    }
    return nil
  }

  /// `udp:[HOST]:PORT[@[HOST]:PORT]`.
  private static func udp(_ value: CommandLineArgument) -> SerialShorthand? {
    guard let rest = value.rest(behind: "udp:") else { return nil }
    let sides = rest.text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let ends = sides.map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    guard ends.allSatisfy({ $0.count == 2 }), let remote = ends.first else { return .unknown }
    var properties = [("host", String(remote[0])), ("port", String(remote[1]))]
    if ends.count == 2 { properties += [("localaddr", String(ends[1][0])), ("localport", String(ends[1][1]))] }
    return .chardev(option(value, "udp", properties.filter { !$0.1.isEmpty }))
  }

  private static func raw(_ value: CommandLineArgument, from start: Int) -> String {
    String(decoding: value.bytes.dropFirst(start), as: UTF8.self)
  }

  private static func keyval(_ value: CommandLineArgument, _ start: String, _ rest: CommandLineArgument) -> QEMUOption {
    var text = CommandLineArgument(Array(start.utf8), standingFor: value.range)
    text.append(rest)
    return parsed(text, value)
  }

  private static func parsed(_ text: CommandLineArgument, _ value: CommandLineArgument) -> QEMUOption {
    var option = LegacyDialect.parse(text, .chardev)
    option.location = OptionLocation(value.range)
    return option
  }

  private static func option(
    _ value: CommandLineArgument, _ backend: String, _ properties: [(String, String)]
  ) -> QEMUOption {
    let location = OptionLocation(value.range)
    return QEMUOption(
      .chardev,
      ([("backend", backend)] + properties).map {
        OptionProperty($0.0, .text($0.1), keyLocation: location, valueLocation: location)
      }, location: location)
  }
}

extension CommandLineArgument {
  fileprivate func rest(behind prefix: String) -> CommandLineArgument? {
    bytes.starts(with: prefix.utf8) ? slice(prefix.utf8.count..<bytes.count) : nil
  }
}
