/// One port with what is at its left and right.
struct PortRow {
  let title: String
  let name: String?
  let kind: String
  let role: HostEnd.Role
  let host: CardText
  let guest: CardText

  /// Whether there is no device, but QEMU's user network.
  let isOfNetwork: Bool

  init(_ way: WayIn, _ system: GuestEnd.System) {
    title = way.title.shortened(to: 21) + (way.fault == nil ? "" : ", refused")
    name = way.isApart ? way.model : way.name
    kind = way.fault == nil ? way.kind.rawValue : "refused"
    role = way.host.role
    host = way.host.lines(44, log: way.log)
    guest = way.guestLines(in: system, 44)
    isOfNetwork = way.kind == .forward
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
  func lines(_ limit: Int, log: String?) -> CardText {
    let notes = log.map { "log: \($0)".wrapped(at: limit) } ?? []
    guard let address else { return CardText([type], [explanation] + notes) }
    return CardText(address.wrapped(at: limit), ["\(type): \(explanation)"] + notes)
  }
}

extension WayIn {
  /// Whether it is not on a virtio-serial controller.
  var isApart: Bool { if case .port = guest { false } else { true } }

  fileprivate var title: String {
    switch kind {
    case .channel where isApart, .serial, .parallel, .forward: id
    case .console where isApart: "\(id), console"
    case .channel: "port \(number ?? 0)"
    case .console: "port \(number ?? 0), console"
    }
  }

  fileprivate func guestLines(in system: GuestEnd.System, _ limit: Int) -> CardText {
    let main = path(in: system)
    let notes =
      kind == .forward
      ? ["TCP, by QEMU's user network"]
      : [
        system == .linux ? device.flatMap { $0 == main ? nil : $0 } : nil, program(in: system).map { "for \($0)" },
      ].compactMap(\.self)
    return CardText((main ?? "no device").wrapped(at: limit), notes.isEmpty ? [] : [notes.joined(separator: ", ")])
  }
}

extension ChannelMap {
  /// The ways in on each controller, which come first in ``ways``.
  var waysByController: [(controller: MappedController, ways: ArraySlice<WayIn>)] {
    var rest = ways[...]
    return controllers.map { controller in
      defer { rest = rest.dropFirst(controller.ports.count) }
      return (controller, rest.prefix(controller.ports.count))
    }
  }
}

extension GuestEnd.System {
  var title: String {
    switch self {
    case .linux: "Linux"
    case .windows: "Windows"
    case .freebsd: "FreeBSD"
    case .openbsd: "OpenBSD"
    case .netbsd: "NetBSD"
    case .macos: "macOS"
    }
  }
}
