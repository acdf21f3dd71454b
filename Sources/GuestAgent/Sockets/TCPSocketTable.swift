internal import Posix

/// The TCP connections of this machine, as `/proc/net/tcp` and `/proc/net/tcp6` list them.
struct TCPSocketTable: Sendable {
  /// One end of a connection.
  struct Entry: Hashable, Sendable {
    /// Address and port of this end, in the file's own notation.
    let local: String
    /// Address and port of the other end.
    let remote: String
    /// The inode; 0 while no program has accepted it.
    let inode: String
  }

  /// The established connections, and those whose client has gone unnoticed: QEMU does not look while the guest's port is closed.
  let entries: [Entry]

  /// Reads the kernel's lists.
  static func current() -> TCPSocketTable? {
    let texts = ["/proc/net/tcp", "/proc/net/tcp6"].compactMap(systemFile)
    return texts.isEmpty ? nil : TCPSocketTable(parsing: texts.joined())
  }

  /// Reads such a list.
  init(parsing text: String) {
    entries = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 9, ["01", "08"].contains(fields[3]) else { return nil }
      return Entry(local: String(fields[1]), remote: String(fields[2]), inode: String(fields[9]))
    }
  }

  /// How the connection of two addresses is; unknown when its server is not on this machine.
  func acceptance(server: SocketAddress, client: SocketAddress) -> Acceptance {
    let own = Set(client.spellings)
    let served = entries.filter { server.spellings.contains($0.local) }
    guard let ownEntry = served.first(where: { own.contains($0.remote) }) else { return .unknown }
    guard ownEntry.inode == "0" else { return .accepted }
    return .queued(Acceptance.Queue(isHeld: served.contains { $0.inode != "0" }, holders: []))
  }
}

extension SocketAddress {
  /// How the kernel's lists may spell an internet address; an IPv4 one also is in the list for IPv6, as `::ffff:a.b.c.d`.
  fileprivate var spellings: [String] {
    let port = bytes.dropFirst(2).prefix(2).map { hexadecimal($0, digits: 2) }.joined()
    switch family {
    case .ipv4:
      let address = words(from: 4, count: 1)
      return [address, "0000000000000000FFFF0000" + address].map { "\($0):\(port)" }
    default: return [words(from: 8, count: 4) + ":" + port]
    }
  }

  private func words(from offset: Int, count: Int) -> String {
    (0..<count).map { hexadecimal(bytes.dropFirst(offset + 4 * $0).nativeUInt32, digits: 8) }.joined()
  }
}

private func hexadecimal(_ value: some BinaryInteger, digits: Int) -> String {
  let text = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
