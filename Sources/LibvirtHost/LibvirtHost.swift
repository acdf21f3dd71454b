internal import Posix
internal import SourceText

/// A libvirt that is asked through virsh.
package struct LibvirtHost: Sendable {
  let virsh: Virsh

  /// Prepares to ask a libvirt; nothing is run yet.
  /// - Parameters:
  ///   - uri: what `virsh -c` takes; nil leaves the choice to virsh.
  ///   - timeout: how long one run of virsh may take.
  package init(uri: String?, timeout: Duration) { virsh = Virsh(uri: uri, timeout: timeout) }

  /// The option of our commands that selects this libvirt, as a person types it: `-c` or `-c URI`.
  package var option: String { (["-c"] + (virsh.uri.map { [Virsh.quoted($0)] } ?? [])).joined(separator: " ") }

  /// What the host is and which domains it has.
  package func facts() throws(HostError) -> HostFacts {
    let sections = try virsh.run(batch: [
      "uri", "version --daemon", "list --all --uuid --name", "list --uuid", "list --id",
      "list --all --persistent --uuid",
    ])
    let uri = sections[0].output.lines.first ?? ""
    if uri.isEmpty { throw HostError(virsh.connecting, sections[0].errors) }
    for section in sections[2...] where !HostError.complaints(section.errors).isEmpty {
      throw HostError("cannot list the domains of \(uri)", section.errors)
    }
    return HostFacts(
      uri: uri, version: sections[1].output.lines, domains: sections[2].output.lines,
      runningUUIDs: sections[3].output.lines, runningIDs: sections[4].output.lines,
      persistent: sections[5].output.lines)
  }

  /// The XML of domains, in one run of virsh for every thousand.
  /// - Parameter live: Whether the running domain is described instead of what the next start uses.
  /// - Parameter secrets: Whether passwords are included, which a read-only connection does not allow.
  package func xml(
    of domains: [HostDomain], live: Bool, secrets: Bool = false
  ) throws(HostError) -> [Result<[UInt8], HostError>] {
    var texts: [Result<[UInt8], HostError>] = []
    var rest = domains[...]
    while !rest.isEmpty {
      let part = rest.prefix(1000)
      rest = rest.dropFirst(1000)
      let options = (live ? "" : " --inactive") + (secrets ? " --security-info" : "")
      let sections = try virsh.run(batch: part.map { "dumpxml \($0.uuid)\(options)" })
      texts += zip(part, sections).map(Self.text)
    }
    return texts
  }

  private static func text(of domain: HostDomain, _ section: Virsh.Section) -> Result<[UInt8], HostError> {
    if section.output.contains(UInt8(ascii: "<")) { return .success(section.output) }
    return .failure(HostError("cannot be read", section.errors))
  }
}

extension [UInt8] {
  /// The lines of a text, without the white space around them; empty ones are left out.
  var lines: [String] {
    split(separator: UInt8(ascii: "\n")).compactMap { line in
      let text = String(decoding: line, as: UTF8.self).trimmingSpaces
      return text.isEmpty ? nil : text
    }
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    let rest = drop(while: \.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}
