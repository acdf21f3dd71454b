import Glibc
import Posix
import TestKit
import Testing

@testable import GuestAgent

@Suite struct AcceptanceTests {
  /// The first client of 127.0.0.1:45671 is served, the second one waits, as `/proc/net/tcp` showed it with QEMU 7.2.
  static let oneServedOneQueued = TCPSocketTable(
    parsing: """
        sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
         1: 0100007F:B267 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 62397 2 0 100 0 0 10 0
         2: 0100007F:B267 0100007F:E082 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20 0 0 10 -1
         3: 0100007F:E07E 0100007F:B267 01 00000000:00000000 00:00000000 00000000     0        0 63511 2 0 20 0 0 10 -1
         4: 0100007F:E082 0100007F:B267 01 00000000:00000000 00:00000000 00000000     0        0 63513 2 0 20 0 0 10 -1
         5: 0100007F:B267 0100007F:E07E 01 00000000:00000000 00:00000000 00000000     0        0 63512 1 0 20 0 0 10 -1
      """)

  @Test func aServedTCPClientIsToldFromAQueuedOne() {
    let server = loopback(45671)
    let table = Self.oneServedOneQueued
    #expect(table.acceptance(server: server, client: loopback(0xE07E)) == .accepted)
    #expect(
      table.acceptance(server: server, client: loopback(0xE082)) == .queued(Acceptance.Queue(isHeld: true, holders: []))
    )
    #expect(table.acceptance(server: server, client: loopback(1)) == .unknown)
  }

  @Test func anIPv6ListenerServesIPv4Clients() {
    let mapped = "0000000000000000FFFF00000100007F"
    let table = TCPSocketTable(parsing: "1: \(mapped):0050 \(mapped):0051 01 0:0 0:0 0 0 0 77 1")
    #expect(table.acceptance(server: loopback(80), client: loopback(81)) == .accepted)
  }

  @Test func theKernelKnowsBothEndsOfAConnection() throws {
    let agent = try FakeAgent(.silent)
    let connection = try Connector().connect(to: .unix(path: agent.path))
    let table = try UNIXSocketTable.current()
    let own = connection.socket.inode
    #expect(table.clients(of: Array(agent.path.utf8) + [0]) == [own])
    #expect(table.socket(inode: own)?.name.isEmpty == true)
    #expect(Acceptance(of: connection.socket) == .accepted)
  }

  @Test(arguments: [("libvirtd", true), ("virtqemud", true), ("qemu-system-x86", false), ("", false)])
  func libvirtIsKnownByItsName(name: String, isLibvirt: Bool) {
    #expect(RunningProcess(pid: 1, name: name).isLibvirt == isLibvirt)
  }

  @Test func whatLibvirtHoldsIsACauseOfItsOwn() {
    let queue = Acceptance.Queue(isHeld: true, holders: [RunningProcess(pid: 7, name: "virtqemud")])
    let failure = ChannelError.queued(.unix(path: "/run/a"), queue)
    #expect(failure.reason == .ownedByLibvirt)
    #expect(failure.message.hasPrefix("virtqemud (process 7) is connected to the agent through '/run/a'"))
  }

  @Test func whereTheHolderIsNotSeenLibvirtIsSuspected() {
    let path = "/run/libvirt/qemu/channel/3-vm/org.qemu.guest_agent.0"
    let failure = ChannelError.queued(.unix(path: path), Acceptance.Queue(isHeld: true, holders: []))
    #expect(failure.reason == .held)
    #expect(failure.help?.contains("virsh qemu-agent-command") == true)
  }

  private func loopback(_ port: UInt16) -> SocketAddress {
    SocketAddress(
      family: .ipv4, bytes: [2, 0, UInt8(port >> 8), UInt8(port & 0xFF), 127, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0, 0])
  }
}
