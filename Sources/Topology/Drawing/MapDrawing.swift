internal import SourceText

/// The picture while it is drawn, from top to bottom.
struct MapDrawing {
  private let map: ChannelMap
  private let system: GuestEnd.System
  private var svg = SVGWriter()
  private var y = 20

  private static let host = (x: 24, width: 340)
  private static let controller = (x: 444, width: 280)
  private static let guest = (x: 804, width: 340)
  private static let width = 1168
  private static let lineHeight = 17
  private static let letters = 44

  init(_ map: ChannelMap, _ system: GuestEnd.System) {
    self.map = map
    self.system = system
  }

  /// The finished picture.
  var document: String {
    """
    <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 \(Self.width) \(y)' width='\(Self.width)' height='\(y)' role='img'>
    <title>\(SVGWriter.escaped("Channels" + (map.domain.map { " of \($0)" } ?? "")))</title>
    \(SVGStyle.text)<rect width='\(Self.width)' height='\(y)' class='paper'/>
    \(svg.text)</svg>

    """
  }

  /// Draws everything.
  mutating func draw() {
    drawHeadings()
    for (controller, ways) in map.waysByController { draw(controller, ways) }
    for way in map.ways where way.isApart { draw(way) }
  }

  private mutating func drawHeadings() {
    svg.line("host", x: Self.host.x, y: y + 14, class: "heading")
    svg.line(
      (map.domain.map { "QEMU: \($0)" } ?? "QEMU").shortened(to: 31), x: Self.controller.x, y: y + 14, class: "heading")
    svg.line("guest (\(system.title))", x: Self.guest.x, y: y + 14, class: "heading")
    y += 36
  }
}

// MARK: Controllers

extension MapDrawing {
  private mutating func draw(_ controller: MappedController, _ ways: ArraySlice<WayIn>) {
    let rows = ways.map { PortRow($0, system) }
    let grid = PortGrid(controller)
    let heights = rows.map(\.height)
    let frame = Frame(
      x: Self.controller.x, y: y, width: Self.controller.width,
      height: 52 + heights.reduce(0) { $0 + $1 + 12 } + grid.height + 34)
    svg.box(frame, class: "controller", radius: 10)
    svg.line("controller \(controller.index)", x: frame.x + 14, y: y + 24, class: "title")
    svg.line(controller.sourceNode(shortenedTo: 20), x: frame.x + 14, y: y + 42, class: "small")
    y += 56
    for row in rows { draw(row) }
    svg.line(
      "\(controller.portCount.counted("port")), \(controller.freeText)".shortened(to: Self.letters), x: frame.x + 14,
      y: y + 14,
      class: "small")
    grid.draw(at: (frame.x + 14, y + 22), &svg)
    y = frame.bottom + 24
  }

  private mutating func draw(_ row: PortRow) {
    let port = Frame(x: Self.controller.x + 14, y: y, width: Self.controller.width - 28, height: row.height)
    svg.box(port, class: "port \(row.kind)")
    svg.line(row.title, x: port.x + 12, y: port.middle + (row.name == nil ? 5 : -3), class: "title")
    if let name = row.name { svg.line(name.shortened(to: 31), x: port.x + 12, y: port.middle + 14, class: "mono") }
    drawEnds(of: row, to: port)
    y += row.height + 12
  }

  /// Draws what is not on a virtio-serial controller.
  private mutating func draw(_ way: WayIn) {
    let row = PortRow(way, system)
    if row.isOfNetwork {
      drawEnds(of: row, to: nil)
      y += row.height + 24
    } else {
      draw(row)
      y += 4
    }
  }

  /// Draws the two ends of a way, joined to a box between them, or to each other.
  private mutating func drawEnds(of row: PortRow, to port: Frame?) {
    let host = Frame(x: Self.host.x, y: y, width: Self.host.width, height: row.height)
    let guest = Frame(x: Self.guest.x, y: y, width: Self.guest.width, height: row.height)
    draw(row.host, in: host, class: "host")
    draw(row.guest, in: guest, class: "guest")
    connect(row.role, (host.right, host.middle), (port?.x ?? guest.x, host.middle))
    if let port { svg.connect((port.right, port.middle), (guest.x, guest.middle), class: "edge") }
  }

  private mutating func connect(_ role: HostEnd.Role, _ host: (x: Int, y: Int), _ other: (x: Int, y: Int)) {
    switch role {
    case .listens: svg.connect(host, (other.x - 2, other.y), class: "edge arrow")
    case .connects: svg.connect(other, (host.x + 2, host.y), class: "edge arrow")
    case .opens, .keeps: svg.connect(host, other, class: "edge")
    }
  }

  private mutating func draw(_ text: CardText, in frame: Frame, class name: String) {
    svg.box(frame, class: name)
    var base = frame.middle - text.lines.count * Self.lineHeight / 2 + 13
    for line in text.lines {
      svg.line(line.text, x: frame.x + 12, y: base, class: line.isNote ? "small" : "mono")
      base += Self.lineHeight
    }
  }
}

extension ChannelMap {
  /// The map as a picture: the host side on the left, the controllers with their ports in the middle, the devices of the
  /// guest on the right. Arrows point from the connecting side to the listening side.
  public func svg(for system: GuestEnd.System = .linux) -> String {
    var drawing = MapDrawing(self, system)
    drawing.draw()
    return drawing.document
  }
}
