public import JSONText

extension ChannelMap {
  /// The map as JSON, for programs.
  public var json: JSONValue {
    var members: JSONObject = [:]
    members["domain"] = domain.map(JSONValue.string)
    members["controllers"] = .array(controllers.map(\.json))
    members["forwards"] = .array(forwards.map(\.json))
    members["ways"] = .array(ways.map(\.json))
    members["virsh-console"] = console?.json
    return .object(members)
  }
}

extension WayIn {
  /// The way for programs; `guest` has the path for each system where there is one.
  fileprivate var json: JSONValue {
    var members: JSONObject = ["kind": .string(kind.rawValue), "alias": .string(id)]
    members["bus"] = bus.map(JSONValue.string)
    members["number"] = number.map { .integer($0) }
    members["name"] = name.map(JSONValue.string)
    members["model"] = model.map(JSONValue.string)
    members["host"] = host.json
    members["log"] = log.map(JSONValue.string)
    var guest: JSONObject = [:]
    for system in GuestEnd.System.allCases {
      var ends: JSONObject = [:]
      ends["path"] = path(in: system).map(JSONValue.string)
      ends["program"] = program(in: system).map(JSONValue.string)
      if ends["path"] != nil { guest[system.rawValue] = .object(ends) }
    }
    members["guest"] = .object(guest)
    members["refused"] = fault.map(JSONValue.string)
    if isArgument { members["qemu-commandline"] = true }
    return .object(members)
  }
}

extension ConsoleAnswer {
  fileprivate var json: JSONValue {
    [
      "device": .string(device), "alias": .string(alias), "type": .string(type), "works": .bool(works),
      "openable": .array(openable.map(JSONValue.string)),
    ]
  }
}

extension MappedController {
  fileprivate var json: JSONValue {
    var members: JSONObject = [
      "index": .integer(index), "id": .string(id), "ports": .integer(portCount),
      "free": .array(freePorts.map { [.integer($0.lowerBound), .integer($0.upperBound)] }), "added": .bool(isAdded),
    ]
    members["place"] = busAddress.map(JSONValue.string)
    members["guest-number"] = guestNumber.map { .integer($0) }
    members["plugged"] = .array(ports.map(\.json))
    return .object(members)
  }
}

extension MappedPort {
  fileprivate var json: JSONValue {
    var members: JSONObject = ["kind": .string(kind.rawValue), "id": .string(id), "port": .integer(number)]
    members["name"] = name.map(JSONValue.string)
    members["host"] = host.json
    members["guest"] = guest.json
    return .object(members)
  }
}

extension HostEnd {
  fileprivate var json: JSONValue {
    var members: JSONObject = ["type": .string(type), "qemu": .string(role.rawValue)]
    members["address"] = address.map(JSONValue.string)
    if isMadeAtStart { members["made-at-start"] = true }
    return .object(members)
  }
}

extension GuestEnd {
  fileprivate var json: JSONValue {
    var linux: JSONObject = [:]
    linux["device"] = device.map(JSONValue.string)
    linux["link"] = link.map(JSONValue.string)
    linux["terminal"] = terminal.map(JSONValue.string)
    var members: JSONObject = ["linux": .object(linux)]
    members["windows"] = windows.map(JSONValue.string)
    members["freebsd"] = .string(freebsd)
    members["netbsd"] = netbsd.map(JSONValue.string)
    members["macos"] = macos.map(JSONValue.string)
    members["program"] = program.map(JSONValue.string)
    return .object(members)
  }
}

extension MappedForward {
  fileprivate var json: JSONValue { ["id": .string(id), "host": host.json, "guest": .string(guestAddress)] }
}
