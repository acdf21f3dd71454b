internal import DomainModel
internal import SourceText
internal import XMLTree

/// A SPICE display to convert to a VNC display.
///
/// Source: libvirt `virDomainGraphicsDefParseXMLVNC`, `qemuBuildGraphicsVNCCommandLine`.
struct SpiceDisplay {
  private let node: ElementNode
  private let domain: Domain

  init(_ node: ElementNode, in domain: Domain) {
    self.node = node
    self.domain = domain
  }

  private var document: ParsedXML { domain.document }

  private func value(_ name: String) -> String? { document.value(name, of: node) }

  private func child(_ name: String) -> ElementNode? {
    document.children(of: node).first { document.nameText(of: $0) == name }
  }

  private func value(_ name: String, ofChild child: String) -> String? {
    self.child(child).flatMap { document.value(name, of: $0) }
  }
}

// MARK: What it cannot become

extension SpiceDisplay {
  /// Why the display cannot be replaced.
  /// - Parameter becomesVNC: whether it becomes a VNC display; it is removed otherwise.
  func refusals(becomesVNC: Bool) -> [RequestError] {
    guard becomesVNC else { return [] }
    return [encryption, password, port].compactMap(\.self)
  }

  private func refusal(_ message: String, help: String) -> RequestError {
    RequestError(at: .none, message, help: help)
  }

  /// VNC's encryption is a setting of the host (`vnc_tls` in qemu.conf), not of the domain.
  private var encryption: RequestError? {
    let secure = document.children(of: node).first {
      document.nameText(of: $0) == "channel" && document.value("mode", of: $0) == "secure"
    }
    let found: String
    if value("defaultMode") == "secure" {
      found = "defaultMode='secure'"
    } else if let secure {
      found = "<channel name='\(document.value("name", of: secure)?.escapedForDisplay ?? "")' mode='secure'>"
    } else if let port = value("tlsPort").flatMap({ Int($0) }), port > 0 {
      found = "tlsPort='\(port)'"
    } else {
      return nil
    }
    return refusal(
      "the SPICE display encrypts its connections (\(found)), but a VNC display would not",
      help: "set vnc_tls in /etc/libvirt/qemu.conf, remove \(found) from the domain, and try again")
  }

  private var password: RequestError? {
    guard let count = value("passwd")?.utf8.count, count > 8 else { return nil }
    return refusal(
      "the password of the SPICE display has \(count) characters; the maximum for VNC is 8",
      help: "use a shorter password")
  }

  private var port: RequestError? {
    guard value("autoport") != "yes", let port = statedPort, port > 0, !(5900...65_535).contains(port) else {
      return nil
    }
    return refusal(
      "the SPICE display has port \(port), but VNC ports are 5900 to 65535",
      help: "use a port from 5900 to 65535, or autoport='yes'")
  }

  private var statedPort: Int? { value("port").flatMap { Int($0) } }
}

// MARK: What it becomes

extension SpiceDisplay {
  /// The edits that make it a VNC display, with what both kinds have.
  var becomingVNC: [TextEdit] {
    let dropped = ["tlsPort", "defaultMode", "connected"].compactMap { document.attribute($0, of: node) }
    let children = document.children(of: node).filter { document.nameText(of: $0) != "listen" }
    return document.edits(setting: "type", of: node, to: "vnc") + dropped.flatMap { domain.edits(removing: $0) }
      + children.flatMap { domain.edits(removing: SourceNode($0)) } + portEdits
  }

  /// A port of its own stays; else libvirt assigns one, as VNC has none without.
  private var portEdits: [TextEdit] {
    guard !hasOwnPort, value("autoport") != "yes" else { return [] }
    return document.edits(setting: "port", of: node, to: "-1")
      + document.edits(setting: "autoport", of: node, to: "yes")
  }

  /// Whether clients reach it through a port, not a unix socket.
  private var listensOnNetwork: Bool {
    value("type", ofChild: "listen").map { !["none", "socket"].contains($0) } ?? (value("socket") == nil)
  }

  private var hasOwnPort: Bool { statedPort.map { $0 > 0 } ?? false }

  /// The clipboard agent that allows what this display allows.
  var agent: VdagentSource {
    VdagentSource(
      clipboard: Clipboard(copypaste: value("copypaste", ofChild: "clipboard") == "no" ? .no : .yes),
      mouse: Mouse(mode: value("mode", ofChild: "mouse") == "server" ? .server : .client))
  }

  /// Whether it renders OpenGL.
  var hasGL: Bool { value("enable", ofChild: "gl") == "yes" }

  /// A display that renders OpenGL on the same graphics card of the host.
  ///
  /// Source: libvirt `virDomainGraphicsDefFormat`; documentation, "egl-headless".
  var headless: NewElement {
    let node = value("rendernode", ofChild: "gl")
    return NewElement(
      "graphics", ["type": "egl-headless"], [node.map { NewElement("gl", ["rendernode": $0]) }])
  }

  /// What a VNC display does not do as this one did.
  var notes: [String] {
    var notes: [String] = []
    if let connected = value("connected"), connected != "keep" {
      notes.append(
        "connected='\(connected.escapedForDisplay)' is removed: the VNC display keeps its clients when the password changes"
      )
    }
    if value("autoport") != "yes", statedPort ?? 0 == 0, listensOnNetwork {
      notes.append("the SPICE display has no port; libvirt assigns one to the VNC display")
    }
    if value("tlsPort") != nil, value("defaultMode") != "insecure" {
      notes.append("SPICE offered TLS; whether VNC does is a setting of the host (vnc_tls in /etc/libvirt/qemu.conf)")
    }
    if hasGL { notes.append("an egl-headless display renders OpenGL for the VNC display") }
    return notes
  }
}

extension VdagentSource {
  /// All that QEMU's clipboard agent can do.
  static let everything = VdagentSource(clipboard: Clipboard(copypaste: .yes), mouse: Mouse(mode: .client))
}
