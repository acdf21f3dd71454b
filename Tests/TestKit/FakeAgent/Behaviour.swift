extension FakeAgent {
  /// What a fake agent does with a client.
  package struct Behaviour: Sendable {
    let serve: @Sendable (inout Peer) -> Void

    /// A behaviour of one's own.
    package init(_ serve: @escaping @Sendable (inout Peer) -> Void) { self.serve = serve }
  }
}

extension FakeAgent.Behaviour {
  /// Answers like qemu-ga.
  package static let honest = answering { peer, answer in peer.write(answer) }

  /// Answers like qemu-ga, one byte at a time.
  package static let slow = answering { peer, answer in
    for byte in answer {
      peer.write([byte])
      pause(milliseconds: 1)
    }
  }

  /// Says `words` to every client first, then answers like qemu-ga: answers that an earlier client did not wait for.
  package static func stale(_ words: [UInt8]) -> Self {
    Self { peer in
      peer.write(words)
      honest.serve(&peer)
    }
  }

  /// Never reads: no program in the guest has opened the port.
  package static let deaf = Self { peer in peer.awaitHangUp() }

  /// Reads everything and says nothing.
  package static let silent = Self { peer in while peer.readLine() != nil {} }

  /// Answers everything with the same words.
  package static func parrot(_ words: String) -> Self {
    Self { peer in while peer.readLine() != nil { peer.write(words) } }
  }

  /// Sends back what it gets, as a terminal does.
  package static let echo = Self { peer in while let line = peer.readLine() { peer.write(line + [0x0A]) } }

  /// Talks all the time, whether asked or not.
  package static let chatty = Self { peer in while peer.write("[  1.234567] something happened\r\n") {} }

  /// Synchronizes, then answers the next request with a line that never ends.
  package static let endless = afterSync { peer in while peer.write(String(repeating: "x", count: 4096)) {} }

  /// Synchronizes, then answers the next request with a byte now and then, and never ends the line.
  package static let dripping = afterSync { peer in while peer.write("x") { pause(milliseconds: 300) } }

  /// Synchronizes, then answers the next request with these words.
  package static func afterSync(_ words: String) -> Self { afterSync { peer in peer.write(words) } }

  /// Synchronizes, then answers the next request with these words and closes the connection.
  package static func closing(after words: String) -> Self {
    Self { peer in
      guard let sync = peer.readLine() else { return }
      peer.write(FakeAgent.answer(to: sync))
      guard peer.readLine() != nil else { return }
      peer.write(words)
    }
  }

  /// Closes the connection at once.
  package static let closing = Self { _ in }

  private static func afterSync(_ answer: @escaping @Sendable (inout FakeAgent.Peer) -> Void) -> Self {
    Self { peer in
      while let line = peer.readLine() {
        if FakeAgent.isSync(line) { peer.write(FakeAgent.answer(to: line)) } else { answer(&peer) }
      }
    }
  }

  private static func answering(_ send: @escaping @Sendable (inout FakeAgent.Peer, [UInt8]) -> Void) -> Self {
    Self { peer in while let line = peer.readLine() { send(&peer, FakeAgent.answer(to: line)) } }
  }
}
