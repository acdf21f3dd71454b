package import XMLTree

extension SerialPort {
  /// The elements that have the structure of a serial port.
  public enum ElementName: Sendable {
    /// `<serial>`
    case serial
    /// `<parallel>`
    case parallel

    fileprivate var name: Name { self == .serial ? .serial : .parallel }
  }

  /// The XML of the port, as libvirt writes it.
  /// - Parameter indentation: the text before each line.
  public func xml(as element: ElementName, indentation: String = "") -> String {
    indentation + Writer.print(self, named: element.name, by: XMLWriter(indentation: indentation))
  }

  /// Writes the port among other elements.
  package func write(as element: ElementName, to xml: XMLWriter) { Writer.write(self, named: element.name, to: xml) }
}
