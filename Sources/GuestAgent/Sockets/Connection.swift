internal import Posix
internal import SourceText

/// A connection to the host's side of a channel. Its calls block, but never past their deadline.
public struct Connection: ~Copyable, Sendable {
  /// Where it leads.
  public let endpoint: Endpoint

  let socket: Socket

  /// Hands over bytes; returns those that found no room before the deadline, because the peer does not read.
  public func send(_ bytes: [UInt8], until deadline: Deadline) throws(ChannelError) -> ArraySlice<UInt8> {
    var rest = bytes[...]
    do throws(SystemError) {
      while !rest.isEmpty {
        rest = rest.dropFirst(try socket.send(rest))
        if rest.isEmpty { break }
        if try socket.descriptor.wait(for: .output, until: deadline.end).isNothing { break }
      }
    } catch {
      throw .lost(endpoint, error)
    }
    return rest
  }

  /// What came.
  public enum Received: Hashable, Sendable {
    /// Bytes, at least one.
    case bytes([UInt8])
    /// The other side sends no more.
    case end
    /// Nothing until the deadline.
    case nothing
  }

  /// Waits for bytes.
  public func receive(until deadline: Deadline) throws(ChannelError) -> Received {
    do throws(SystemError) {
      while true {
        if let bytes = try socket.descriptor.read() { return bytes.isEmpty ? .end : .bytes(bytes) }
        if try socket.descriptor.wait(for: .input, until: deadline.end).isNothing { return .nothing }
      }
    } catch {
      if error == .connectionReset { return .end }
      throw .lost(endpoint, error)
    }
  }

  /// Tells the other side that nothing more comes, and goes on receiving. QEMU drops the connection when it has read up to here.
  public func finishSending() { socket.finishSending() }

  /// Makes sure that what is unread when the connection is closed is never read. A UNIX socket behaves so anyway; over TCP, QEMU
  /// would keep a stale request until the guest opens the port, and serve no other client meanwhile.
  func discardsUnreadAtClose() { socket.resetsAtClose() }

  /// Whether all that was sent has been read at the other side; true as well where the system cannot tell (TCP).
  ///
  /// QEMU reads from a chardev only while a program in the guest has the port open (hw/char/virtio-console.c).
  public var isEverythingRead: Bool { socket.unreadBytes == 0 }
}

extension ChannelError {
  /// The connection broke.
  static func lost(_ endpoint: Endpoint, _ error: SystemError) -> ChannelError {
    ChannelError(
      .closed, "\(endpoint.shown) closed the connection" + (error == .brokenPipe ? "" : ": \(error.message)"),
      help: "check that the domain is still running")
  }
}

extension Endpoint {
  /// The endpoint as messages show it.
  var shown: String { "'\(description.escapedForDisplay)'" }
}
