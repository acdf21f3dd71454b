import TestKit
import VirtChannel

extension SeededGenerator {
  /// A domain with a few of the faults that people make: parts left out, said twice, misspelt, or with other values.
  mutating func mutated(_ xml: String) -> SourceFile {
    var file = SourceFile(name: "seeded.xml", xml)
    for _ in 0..<Int.random(in: 1...4, using: &self) {
      let edits = mutation(of: Domain.document(of: file))
      file = SourceFile(name: file.name, bytes: edits.applied(to: file))
    }
    return file
  }

  private mutating func mutation(of document: ParsedXML) -> [TextEdit] {
    guard document.problems.isEmpty, document.nodeCount > 8 else { return [] }
    let node = ElementNode(index: Int32.random(in: 8..<Int32(document.nodeCount), using: &self))
    let attributes = Array(document.attributes(of: node))
    switch Int.random(in: 0..<6, using: &self) {
    case 0: return [.delete(document.range(of: node))]
    case 1:
      let range = document.range(of: node)
      let end = SourceRange(range.upperBound, range.upperBound)
      return [TextEdit(end, with: document.file.text(in: range))]
    case 2 where !attributes.isEmpty:
      let name = document.nameRange(of: pick(attributes))
      return [TextEdit(SourceRange(name.upperBound, name.upperBound), with: "s")]
    case 3 where !attributes.isEmpty:
      let range = document.range(of: pick(attributes))
      return [TextEdit(range, with: "")]
    case 4 where !attributes.isEmpty:
      return [TextEdit(document.valueRange(of: pick(attributes)), with: pick(Self.values))]
    default:
      let end = document.nameRange(of: node).upperBound
      return [TextEdit(SourceRange(end, end), with: " \(pick(Self.names))='\(pick(Self.values))'")]
    }
  }

  private static let names = ["address", "port", "state", "tty", "mode", "path", "vectors", "ports", "queues", "index"]

  private static let values = [
    "", "0", "1", "2", "31", "virtio", "serial", "bind", "connect", "pty", "unix", "spicevmc", "virtio-serial", "on",
    "yes", "connected", "channel0", "org.qemu.guest_agent.0", "org.qemu.guest-agent.0", "com.redhat.spice.0", "/tmp/a",
    "/var/lib/libvirt/qemu/channel/target/domain-7-old/a", "/run/libvirt/qemu/channel/7-old/a", "virtio-transitional",
  ]
}

extension Domain {
  fileprivate static func document(of file: SourceFile) -> ParsedXML {
    var parser = parser()
    return parser.parse(file)
  }
}
