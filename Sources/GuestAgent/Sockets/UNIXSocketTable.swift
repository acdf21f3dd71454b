internal import Posix

/// The connected UNIX sockets of this machine, as the kernel lists them for every user (sock_diag(7)).
struct UNIXSocketTable: Sendable {
  /// One end of a connection.
  struct Entry: Hashable, Sendable {
    /// The inode of this end.
    let inode: UInt32
    /// The inode of the other end; 0 while no program has accepted it.
    let peer: UInt32
    /// The name under which it is bound; empty for a client.
    let name: [UInt8]
  }

  /// Both ends of all connections.
  let entries: [Entry]

  /// The socket with this inode.
  func socket(inode: UInt32) -> Entry? { entries.first { $0.inode == inode } }

  /// The inodes of the clients that the server of this name has accepted.
  func clients(of server: [UInt8]) -> [UInt32] {
    entries.filter { $0.name == server && $0.peer != 0 }.map(\.peer)
  }

  /// Asks the kernel.
  static func current() throws(SystemError) -> UNIXSocketTable {
    let netlink = try Socket.netlink(Netlink.socketDiagnosis)
    _ = try netlink.write(request[...])
    var entries: [Entry] = []
    while let answer = try netlink.read(), !answer.isEmpty {
      for message in Netlink.messages(in: answer) {
        guard message.type == Netlink.socketDiagnosisByFamily else { return UNIXSocketTable(entries: entries) }
        entries.append(Entry(message.payload))
      }
    }
    return UNIXSocketTable(entries: entries)
  }

  /// `nlmsghdr` and `unix_diag_req` of linux/netlink.h and linux/unix_diag.h: all established sockets, names and peers shown.
  private static let request: [UInt8] = {
    let established: UInt32 = 1 << 1
    let showNameAndPeer: UInt32 = 1 | 4
    let body =
      [UInt8(SocketAddress.Family.unix.number), 0, 0, 0]
      + [established, 0, showNameAndPeer, 0, 0].flatMap(\.nativeBytes)
    return Netlink.dumpRequest(type: Netlink.socketDiagnosisByFamily, body)
  }()
}

extension UNIXSocketTable.Entry {
  /// Takes a `unix_diag_msg` and its attributes apart.
  init(_ message: ArraySlice<UInt8>) {
    let attributes = Netlink.attributes(in: message.dropFirst(16))
    inode = message.dropFirst(4).nativeUInt32
    peer = attributes.first { $0.type == 2 }?.payload.nativeUInt32 ?? 0
    name = Array(attributes.first { $0.type == 0 }?.payload ?? [])
  }
}
