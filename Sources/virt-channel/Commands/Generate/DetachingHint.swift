internal import SourceText
internal import VirtChannel

extension VirtioSerialDevice {
  /// A sentence on how the channel is detached from a domain, as a command where its alias is known.
  func detachingHint(in domain: Domain) -> String {
    guard case .channel(let channel) = self else { return "" }
    let device = "the channel '\((channel.name ?? "").escapedForDisplay)'"
    guard let alias = channel.alias?.name, let name = domain.header.name else {
      return "detach \(device) first, with virsh detach-device and its XML"
    }
    let words = ["virsh", "detach-device-alias", name, alias, "--live"].map(ShellWords.quoted)
    return "detach \(device) first: \(words.joined(separator: " "))"
  }
}
