internal import XMLTree

extension SerialPort {
  /// The elements that a serial port's description fits.
  public enum ElementName: Sendable {
    /// `<serial>`
    case serial
    /// `<parallel>`
    case parallel
  }

  /// The port as libvirt writes it.
  /// - Parameter indentation: what precedes every line.
  public func xml(as element: ElementName, indentation: String = "") -> String {
    let name: Name = element == .serial ? .serial : .parallel
    return indentation + Writer.print(self, named: name, by: XMLWriter(indentation: indentation))
  }
}
