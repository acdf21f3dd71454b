extension ChannelMap {
  /// The map as a picture: what is on the host at the left, the controllers with their ports in the middle, the devices in the
  /// guest at the right. Arrows show who connects to whom.
  public func svg(for system: GuestEnd.System = .linux) -> String {
    var drawing = MapDrawing(self, system)
    drawing.draw()
    return drawing.document
  }
}
