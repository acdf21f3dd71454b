internal import Posix
internal import SourceText

/// A connection to the host side of a channel. Its methods block, but never longer than until their deadline.
public struct Connection: ~Copyable, Sendable {
  /// The endpoint of the connection.
  public let endpoint: Endpoint

  let socket: Socket

  /// Sends bytes. Returns those that could not be sent before the deadline because the peer does not read. Throws if the peer has
  /// closed the connection.
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

  /// The result of receiving.
  public enum Received: Hashable, Sendable {
    /// At least one byte.
    case bytes([UInt8])
    /// The peer sends no more data.
    case end
    /// No data arrived before the deadline.
    case nothing
  }

  /// Waits for data until a deadline. Throws if the connection fails.
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

  /// Shuts down the sending side; receiving continues. QEMU closes the connection when it has read all data.
  public func finishSending() { socket.finishSending() }

  /// Makes sure that what is unread when the connection is closed is never read. A UNIX socket behaves so anyway; over TCP, QEMU
  /// would keep a stale request until the guest opens the port, and serve no other client meanwhile.
  func discardsUnreadAtClose() { socket.resetsAtClose() }

  /// Whether the peer has read all sent data; also true if the system does not know it (TCP).
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
