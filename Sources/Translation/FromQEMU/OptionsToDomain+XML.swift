internal import DomainModel
internal import SourceText
internal import XMLTree

extension OptionsToDomain {
  /// The XML of the controllers, consoles and channels, as libvirt writes them. Unmapped options are comments before the device that
  /// they belong to, or at the end.
  public var xml: String {
    var text = ""
    write(to: &text)
    return text
  }

  /// Writes the XML, device by device.
  public func write(to output: inout some TextOutputStream) {
    for controller in controllers { output.write("\(controller.unmapped.comments)\(controller.device.xml())\n") }
    for serial in serials { output.write("\(serial.unmapped.comments)\(serial.device.xml(as: .serial))\n") }
    for parallel in parallels { output.write("\(parallel.unmapped.comments)\(parallel.device.xml(as: .parallel))\n") }
    for console in consoles { output.write("\(console.unmapped.comments)\(console.device.xml())\n") }
    for channel in channels { output.write("\(channel.unmapped.comments)\(channel.device.xml())\n") }
    output.write(otherLosses.comments)
  }
}

extension [UnmappedOption] {
  /// A comment a line.
  fileprivate var comments: String {
    map { loss in
      let isText = !loss.message.unicodeScalars.contains(where: \.isForbiddenInXML)
      let writer = XMLWriter()
      writer.comment(isText ? loss.message : "something that no XML can hold")
      return writer.finish() + "\n"
    }.joined()
  }
}
