internal import JSONText

extension FakeAgent {
  /// Whether a line asks for a synchronization.
  package static func isSync(_ line: [UInt8]) -> Bool { String(decoding: line, as: UTF8.self).contains("guest-sync") }

  /// What qemu-ga 7.2 says to a line; a sentinel before it makes it complain first, as the real one does.
  package static func answer(to line: [UInt8]) -> [UInt8] {
    guard line.first == 0xFF else { return reply(to: line) }
    return error("GenericError", "JSON parse error, stray '\u{FFFD}'") + reply(to: Array(line.dropFirst()))
  }

  private static func reply(to line: [UInt8]) -> [UInt8] {
    guard let request = try? JSONValue(parsing: line), let command = request["execute"]?.string else {
      return error("GenericError", "Invalid JSON syntax")
    }
    let arguments = request["arguments"] ?? [:]
    switch command {
    case "guest-sync-delimited": return [0xFF] + result(arguments["id"] ?? .null)
    case "guest-sync": return result(arguments["id"] ?? .null)
    case "guest-ping": return result([:])
    case "guest-info": return result(["version": "7.2.22", "supported_commands": .array(commands)])
    case "guest-network-get-interfaces": return result(interfaces)
    case "guest-exec": return result(["pid": 42])
    case "guest-exec-status": return result(exited)
    case "guest-shutdown": return []
    default: return error("CommandNotFound", "The command \(command) has not been found")
    }
  }

  private static func result(_ value: JSONValue) -> [UInt8] { Array("{\"return\": \(value)}\n".utf8) }

  private static func error(_ name: String, _ description: String) -> [UInt8] {
    let error: JSONValue = ["class": .string(name), "desc": .string(description)]
    return Array("{\"error\": \(error)}\n".utf8)
  }

  private static let commands: [JSONValue] = [
    ["name": "guest-ping", "enabled": true, "success-response": true],
    ["name": "guest-exec", "enabled": true, "success-response": true],
    ["name": "guest-shutdown", "enabled": false, "success-response": false],
  ]

  private static let interfaces: JSONValue = [
    [
      "name": "lo",
      "ip-addresses": [["ip-address-type": "ipv4", "ip-address": "127.0.0.1", "prefix": 8]],
      "hardware-address": "00:00:00:00:00:00",
    ],
    [
      "name": "eth0",
      "ip-addresses": [
        ["ip-address-type": "ipv4", "ip-address": "192.0.2.7", "prefix": 24],
        ["ip-address-type": "ipv6", "ip-address": "2001:db8::7", "prefix": 64],
      ],
      "hardware-address": "52:54:00:12:34:56",
    ],
  ]

  /// "out\n" on standard output, "err\n" on standard error, exit code 3.
  private static let exited: JSONValue = [
    "exited": true, "exitcode": 3, "out-data": "b3V0Cg==", "err-data": "ZXJyCg==",
  ]
}
