internal import ArgumentParser
internal import JSONText
internal import LibvirtHost
internal import VirtChannel

/// What a change of a domain came to: for programs as JSON, for people as lines.
struct ChangeAnswer {
  let file: String
  let isChanged: Bool
  let isWritten: Bool
  /// How a domain of a libvirt was defined; nil for a file.
  let definition: Definition?
  let devices: [VirtioSerialDevice]
  let domain: DomainEditor

  var json: JSONValue {
    let moved = domain.movedChannels.map { channel -> JSONValue in
      ["name": .string(channel.name), "from": Self.json(channel.old), "to": Self.json(channel.new)]
    }
    var members: JSONObject = [
      "file": .string(file), "changed": .bool(isChanged), "written": .bool(isWritten),
      "devices": .array(zip(devices, domain.ports(of: devices)).map(json)), "moved": .array(moved),
      "notes": .array(domain.notes.map(JSONValue.string)),
    ]
    members["backup"] = definition.map { .string($0.backup) }
    members["undo"] = definition.map { .string($0.undo) }
    return .object(members)
  }

  private func json(_ device: VirtioSerialDevice, at port: VirtioSerialAddress?) -> JSONValue {
    var members: JSONObject = ["device": .string(device.kind.rawValue)]
    switch device {
    case .channel(let channel): if let name = channel.name { members["name"] = .string(name) }
    case .controller(let controller): if let index = controller.index { members["index"] = .integer(index) }
    case .console: break
    }
    if let port {
      members["controller"] = .integer(port.controller ?? 0)
      if let number = port.port { members["port"] = .integer(number) }
    }
    return .object(members)
  }

  private static func json(_ port: VirtioSerialAddress) -> JSONValue {
    ["controller": .integer(port.controller ?? 0), "port": port.port.map { JSONValue.integer($0) } ?? .null]
  }

  /// What a person must hear: what is given up, which channels move, and what was written.
  var lines: [String] {
    let moved = domain.movedChannels.map { channel in
      "\(file): channel '\(channel.name)' moves from \(Self.words(channel.old)) to \(Self.words(channel.new)), "
        + "because it has no port number"
    }
    let written = isWritten && definition == nil ? ["\(file): changed"] : []
    return domain.notes.map { "\(file): note: \($0)" } + moved + written
  }

  private static func words(_ port: VirtioSerialAddress) -> String {
    "controller \(port.controller ?? 0), port \(port.port.map(String.init) ?? "?")"
  }
}

/// The forms of the answer to `--into`.
enum AnswerFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
