internal import Posix

/// Whether a connection has reached the program that listens, or still waits in the kernel's queue.
///
/// QEMU serves one client per chardev and leaves further ones in the queue (chardev/char-socket.c stops listening while
/// connected): `connect` succeeds for them, and then nothing ever happens. The kernel knows the difference.
enum Acceptance: Hashable, Sendable {
  /// The program has taken the connection.
  case accepted
  /// The connection waits in the queue.
  case queued(Queue)
  /// The kernel does not tell, as with a host far away.
  case unknown

  /// What a queued connection waits for.
  struct Queue: Hashable, Sendable {
    /// Whether the program serves another client; if not, it accepts no client.
    let isHeld: Bool
    /// The processes that hold the connection, as far as this user may see them.
    let holders: [RunningProcess]

    /// Whether libvirt holds it, which it does as long as the guest's agent runs.
    var isHeldByLibvirt: Bool { holders.contains(where: \.isLibvirt) }
  }

  /// How it is with `socket` now.
  init(of socket: borrowing Socket) {
    switch socket.peerAddress {
    case let peer? where peer.family == .unix: self.init(inode: socket.inode, server: peer.unixName)
    case let peer?: self.init(tcpServer: peer, client: socket.ownAddress)
    case nil: self = .unknown
    }
  }

  private init(inode: UInt32, server: [UInt8]) {
    guard let table = try? UNIXSocketTable.current(), let own = table.socket(inode: inode) else {
      self = .unknown
      return
    }
    guard own.peer == 0 else {
      self = .accepted
      return
    }
    let clients = table.clients(of: server)
    self = .queued(
      Queue(isHeld: !clients.isEmpty, holders: RunningProcess.holding(linksTo: clients.map { "socket:[\($0)]" })))
  }

  private init(tcpServer server: SocketAddress, client: SocketAddress?) {
    guard let client, let table = TCPSocketTable.current() else {
      self = .unknown
      return
    }
    self = table.acceptance(server: server, client: client)
  }
}
