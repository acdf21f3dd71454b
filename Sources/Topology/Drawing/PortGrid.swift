internal import DomainModel

/// All ports of a controller as small squares, row by row: those that are taken are filled.
struct PortGrid {
  private let count: Int
  private let taken: Set<Int>
  private let side: Int
  private let perRow: Int

  init(_ controller: MappedController) {
    count = min(max(0, controller.portCount), Controller.maximumPortCount)
    taken = Set(controller.ports.map(\.number))
    side = count <= 64 ? 12 : 5
    perRow = count <= 64 ? 16 : 32
  }

  private static let gap = 3

  var height: Int { (count + perRow - 1) / perRow * (side + Self.gap) }

  /// Draws it; the point is its upper left corner.
  func draw(at corner: (x: Int, y: Int), _ svg: inout SVGWriter) {
    for number in 0..<count {
      let step = side + Self.gap
      let frame = Frame(
        x: corner.x + number % perRow * step, y: corner.y + number / perRow * step, width: side, height: side)
      svg.box(frame, class: taken.contains(number) ? "taken" : number == 0 ? "reserved" : "free", radius: 2)
    }
  }
}
