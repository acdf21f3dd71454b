internal import Glibc

extension FakeAgent {
  /// The fake agent's end of one connection.
  package struct Peer {
    private let socket: Int32
    private let note: (String) -> Void
    private var buffer: [UInt8] = []

    init(_ socket: Int32, note: @escaping (String) -> Void) {
      self.socket = socket
      self.note = note
    }

    /// The next line without its end; nil when the client has gone.
    package mutating func readLine() -> [UInt8]? {
      while true {
        if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
          defer { buffer.removeFirst(end + 1) }
          note(String(decoding: buffer[..<end], as: UTF8.self))
          return Array(buffer[..<end])
        }
        var part = [UInt8](repeating: 0, count: 65536)
        let count = unsafe read(socket, &part, part.count)
        guard count > 0 else { return nil }
        buffer += part[..<count]
      }
    }

    /// Sends bytes; whether the client is still there.
    @discardableResult package func write(_ bytes: some Sequence<UInt8>) -> Bool {
      let bytes = Array(bytes)
      var sent = 0
      while sent < bytes.count {
        let rest = bytes[sent...]
        let count = unsafe rest.withUnsafeBytes { unsafe send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }

    /// Sends text.
    @discardableResult package func write(_ text: String) -> Bool { write(text.utf8) }

    /// Does nothing until the client has gone, and reads nothing of what it sends.
    package func awaitHangUp() {
      var file = pollfd(fd: socket, events: 0, revents: 0)
      _ = unsafe poll(&file, 1, 60_000)
    }
  }
}

/// Lets a fake agent take its time.
package func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }
