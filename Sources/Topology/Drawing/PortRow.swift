/// One port with what is at its left and right.
struct PortRow {
  let title: String
  let name: String?
  let kind: String
  let role: HostEnd.Role
  let host: CardText
  let guest: CardText

  init(_ port: MappedPort, _ system: GuestEnd.System) {
    title = port.kind == .console ? "port \(port.number), console" : "port \(port.number)"
    name = port.name
    kind = port.kind.rawValue
    role = port.host.role
    host = port.host.lines(44)
    guest = port.guest.lines(in: system, 44)
  }

  var height: Int { max(host.height, guest.height) }
}

/// The lines of a box: what it is, then notes in smaller letters.
struct CardText {
  let lines: [(text: String, isNote: Bool)]

  init(_ main: [String], _ notes: [String]) {
    lines = main.map { ($0, false) } + notes.map { ($0, true) }
  }

  var height: Int { max(46, lines.count * 17 + 12) }
}

extension HostEnd {
  func lines(_ limit: Int) -> CardText {
    guard let address else { return CardText([type], [explanation]) }
    return CardText(address.wrapped(at: limit), ["\(type): \(explanation)"])
  }
}

extension GuestEnd {
  func lines(in system: System, _ limit: Int) -> CardText {
    let main = path(in: system)
    let notes = [
      system == .linux ? device.flatMap { $0 == main ? nil : $0 } : nil, program(in: system).map { "for \($0)" },
    ].compactMap { $0 }
    return CardText((main ?? "no device").wrapped(at: limit), notes.isEmpty ? [] : [notes.joined(separator: ", ")])
  }
}

extension GuestEnd.System {
  var title: String {
    switch self {
    case .linux: "Linux"
    case .windows: "Windows"
    case .freebsd: "FreeBSD"
    }
  }
}
