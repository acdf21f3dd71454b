internal import XMLTree

extension SerialPort {
  /// The elements that have the structure of a serial port.
  public enum ElementName: Sendable {
    /// `<serial>`
    case serial
    /// `<parallel>`
    case parallel
  }

  /// The XML of the port, as libvirt writes it.
  /// - Parameter indentation: the text before each line.
  public func xml(as element: ElementName, indentation: String = "") -> String {
    let name: Name = element == .serial ? .serial : .parallel
    return indentation + Writer.print(self, named: name, by: XMLWriter(indentation: indentation))
  }
}
