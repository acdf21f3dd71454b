internal import Dispatch
internal import Glibc
internal import Synchronization

/// A guest agent in a thread of the test, behind a UNIX socket that serves one client at a time, as QEMU's does.
package final class FakeAgent: Sendable {
  /// The path of the socket.
  package let path: String

  private let listener: Int32
  private let heard = Mutex<[String]>([])

  /// What the clients sent so far, line by line, repaired to UTF-8.
  package var requests: [String] { heard.withLock { $0 } }

  /// Listens at a path of its own and serves every client with `behaviour`; the path appears after so many milliseconds.
  package init(_ behaviour: Behaviour = .honest, after delay: UInt32 = 0) throws {
    let path = temporarySocketPath()
    self.path = path
    listener = try listeningSocket(at: delay == 0 ? path : path + ".new")
    let listener = listener
    DispatchQueue(label: "fake agent").async { [weak self] in
      pause(milliseconds: delay)
      if delay > 0 { unsafe rename(path + ".new", path) }
      while case let client = accept(listener, nil, nil), client >= 0 {
        var peer = Peer(client) { line in self?.heard.withLock { $0.append(line) } }
        behaviour.serve(&peer)
        close(client)
      }
      close(listener)
    }
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    unsafe unlink(path)
  }
}

/// A path for a socket, short enough for one and used by nobody else.
package func temporarySocketPath() -> String { "/tmp/vc-\(String(UInt64.random(in: .min ... .max), radix: 36)).sock" }

/// A UNIX socket that listens, with the backlog that QEMU gives its own.
package func listeningSocket(at path: String) throws -> Int32 {
  let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
  let bound = unsafe withUnsafePointer(to: address) {
    unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
    }
  }
  guard listener >= 0, bound == 0, listen(listener, 1) == 0 else { throw NoListener(path: path, code: errno) }
  return listener
}

/// A socket could not be made.
package struct NoListener: Error {
  /// Where it should have listened.
  package let path: String
  /// The number of the error.
  package let code: Int32
}
