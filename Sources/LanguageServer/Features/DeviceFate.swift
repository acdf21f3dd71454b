internal import DomainModel
internal import LintRules
internal import QEMUOptions
internal import Resolution
internal import SourceText
internal import Topology
internal import Translation
internal import XMLTree

/// What becomes of a device: what libvirt fills in, the QEMU options, and where host and guest see it.
struct DeviceFate {
  private let document: CheckedDocument
  private let resolved: ResolvedDomain
  /// The name of the device on the command line.
  private let id: String
  private let xml: String
  private let written: String

  /// The channel, console or controller around an offset; nil elsewhere, and in a document that is not well-formed.
  init?(_ document: CheckedDocument, at offset: Int) {
    guard let resolved = document.result.resolved, document.result.document.problems.isEmpty else { return nil }
    let xml = document.result.document
    let holds = { (source: SourceNode) in
      source.node.map { xml.range(of: $0).contains(SourceRange(at: offset)) } ?? false
    }
    if let index = resolved.channels.firstIndex(where: { holds($0.channel.sourceNode) }) {
      id = resolved.channels[index].id
      self.xml = resolved.channels[index].channel.xml()
      written = resolved.domain.channels[index].xml()
    } else if let index = resolved.consoles.firstIndex(where: { holds($0.console.sourceNode) }) {
      id = resolved.consoles[index].id
      self.xml = resolved.consoles[index].console.xml()
      written = resolved.domain.consoles[index].xml()
    } else if let controller = resolved.controllers.first(where: { holds($0.controller.sourceNode) }) {
      id = controller.id
      self.xml = controller.controller.xml()
      written = resolved.domain.controllers.first { holds($0.sourceNode) }?.xml() ?? ""
    } else {
      return nil
    }
    self.document = document
    self.resolved = resolved
  }

  /// Everything, for the device itself.
  var sections: [Hover.Section] {
    var sections = ends
    if xml != written { sections.append(.code(xml, language: "xml", title: "libvirt defines")) }
    let options = options
    if !options.isEmpty { sections.append(.code(options, language: "sh", title: "QEMU gets")) }
    return sections
  }

  /// A line or two, for a part of the device.
  var shortSections: [Hover.Section] { ends }

  private var ends: [Hover.Section] {
    let map = ChannelMap(resolved)
    if let port = map.ports.first(where: { $0.id == id }) {
      return [
        .prose("Port \(port.number) of virtio-serial controller \(port.controller)."),
        .prose("Host: \(port.host.text.escapedForDisplay)"), .prose("Guest: \(paths(port.guest))"),
      ]
    }
    guard let controller = map.controllers.first(where: { $0.id == id }) else { return [] }
    let free = controller.freePorts.reduce(0) { $0 + $1.count }
    let address = controller.busAddress.map { " at \($0)" } ?? ""
    return [
      .prose(
        "Controller \(controller.index)\(address): \(free) of \(controller.portCount) ports are free for channels.")
    ]
  }

  private func paths(_ guest: GuestEnd) -> String {
    let paths = GuestEnd.System.allCases.compactMap { system in
      guest.path(in: system).map { "`\($0.escapedForDisplay)` (\(system.shown))" }
    }
    let program = guest.program.map { ", for `\($0)`" } ?? ""
    return paths.isEmpty ? "no name for it" : paths.joined(separator: ", ") + program
  }

  /// The options of the device and its chardev; none where libvirt refuses the domain.
  private var options: String {
    guard document.result.refusals.isEmpty, document.result.neededValues.isEmpty else { return "" }
    let own = DomainToOptions(resolved).filter { option in
      let name = option["id"]?.value.word
      return name == id || name == "char\(id)"
    }
    let text = ArgumentsFormat.shell.text(own, resolved.spelling())
    return own.isEmpty ? "" : String(text.dropLast())
  }
}

extension GuestEnd.System {
  /// The name of the system.
  fileprivate var shown: String {
    switch self {
    case .linux: "Linux"
    case .windows: "Windows"
    case .freebsd: "FreeBSD"
    case .openbsd: "OpenBSD"
    case .netbsd: "NetBSD"
    case .macos: "macOS"
    }
  }
}
