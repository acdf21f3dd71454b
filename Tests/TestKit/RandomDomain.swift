extension SeededGenerator {
  /// The XML of a domain with controllers, channels of every kind and virtio consoles, most of it as libvirt takes it.
  /// - Parameter startable: only such whose sockets and files can be opened on any host, emulated.
  public mutating func domain(startable: Bool = false) -> String {
    let count = Int.random(in: 0...3, using: &self)
    let controllers = (0..<count).map { controller($0) }
    let channels = (0..<Int.random(in: 0...5, using: &self)).map { channel($0, startable) }
    let consoles = (0..<Int.random(in: 0...2, using: &self)).map { _ in console(startable) }
    let machine = pick(["pc", "q35"])
    return """
      <domain type='\(startable ? "qemu" : "kvm")'><name>\(pick(["vm", "a,b c", "it's"]).xmlEscaped)</name><memory>1</memory>
      <os><type arch='x86_64' machine='\(machine)'>hvm</type></os><devices>
      \((controllers + channels + consoles).joined(separator: "\n"))
      <graphics type='spice'/></devices></domain>
      """
  }

  private mutating func controller(_ index: Int) -> String {
    let ports = oneIn(2) ? " ports='\(pick([8, 31, 511]))'" : ""
    let vectors = oneIn(3) ? " vectors='\(pick([0, 2, 4]))'" : ""
    let model = oneIn(4) ? " model='virtio-non-transitional'" : ""
    let driver = oneIn(3) ? "<driver iommu='\(pick(["on", "off"]))' packed='\(pick(["on", "off"]))'/>" : ""
    return "<controller type='virtio-serial' index='\(index)'\(ports)\(vectors)\(model)>\(driver)</controller>"
  }

  private mutating func channel(_ number: Int, _ startable: Bool) -> String {
    let (type, source) = startable ? startableSource() : source()
    if oneIn(6) {
      return
        "<channel type='\(type)'>\(source)<target type='guestfwd' address='10.0.2.\(number + 5)' port='80'/></channel>"
    }
    let name = oneIn(4) ? "" : " name='\("\(number)\(nastyName())".xmlEscaped)'"
    return "<channel type='\(type)'>\(source)\(log())<target type='virtio'\(type == "spicevmc" ? "" : name)/></channel>"
  }

  private mutating func console(_ startable: Bool) -> String {
    let (type, source) = startable ? startableSource() : source()
    return "<console type='\(type)'>\(source)\(log())<target type='virtio'/></console>"
  }

  private mutating func log() -> String {
    oneIn(4) ? "<log file='/log/\(nastyName().xmlEscaped)' append='\(pick(["on", "off"]))'/>" : ""
  }

  private mutating func source() -> (String, String) {
    let path = "/p/\(nastyName())".xmlEscaped
    let reconnect = pick(["", "<reconnect enabled='yes' timeout='5'/>", "<reconnect enabled='no'/>"])
    return pick([
      ("null", ""), ("pty", ""), ("stdio", ""), ("vc", ""), ("spicevmc", ""), ("dev", "<source path='\(path)'/>"),
      ("pipe", "<source path='\(path)'/>"), ("file", "<source path='\(path)' append='on'/>"),
      ("unix", "<source mode='bind' path='\(path)'/>"),
      ("unix", "<source mode='connect' path='\(path)'>\(reconnect)</source>"),
      ("tcp", "<source mode='bind' host='::1' service='4444'/><protocol type='telnet'/>"),
      (
        "tcp",
        "<source mode='connect' host='a.example' service='ssh' tls='yes'>\(reconnect)</source><protocol type='raw'/>"
      ),
      ("udp", "<source mode='bind' host='0.0.0.0' service='1'/><source mode='connect' host='h' service='2'/>"),
      ("udp", "<source mode='connect' host='h' service='2'/>"), ("spiceport", "<source channel='org.example.0'/>"),
      ("qemu-vdagent", "<source><clipboard copypaste='yes'/><mouse mode='client'/></source>"),
      ("dbus", "<source channel='org.example.0'/>"),
    ])
  }

  private mutating func startableSource() -> (String, String) {
    let path = "/p/\(nastyName())".xmlEscaped
    let port = Int.random(in: 20000...29999, using: &self)
    return pick([
      ("null", ""), ("pty", ""), ("vc", ""), ("spicevmc", ""), ("pipe", "<source path='\(path)'/>"),
      ("file", "<source path='\(path)' append='on'/>"), ("unix", "<source mode='bind' path='\(path)'/>"),
      ("unix", "<source mode='connect' path='/nowhere/\(port)'/>"), ("unix", ""),
      ("tcp", "<source mode='bind' host='127.0.0.1' service='\(port)'/><protocol type='telnet'/>"),
      ("tcp", "<source mode='connect' host='127.0.0.1' service='\(port)'/><protocol type='raw'/>"),
      ("udp", "<source mode='connect' host='127.0.0.1' service='\(port)'/>"),
      ("spiceport", "<source channel='org.x.0'/>"),
      ("qemu-vdagent", "<source><clipboard copypaste='yes'/><mouse mode='client'/></source>"),
    ])
  }

  /// A nasty string that XML can hold and that is not only blanks.
  private mutating func nastyName() -> String {
    "n" + nastyString(upTo: 6).filter { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{FEFF}" } }
  }
}

extension String {
  /// The string as it stands in an XML attribute or element.
  public var xmlEscaped: String {
    reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case "'": text += "&apos;"
      default: text.append(character)
      }
    }
  }
}
