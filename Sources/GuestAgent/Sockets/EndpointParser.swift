internal import SourceText

extension Endpoint {
  /// The maximum length of a path in bytes in Linux's `sockaddr_un`, without the terminating NUL.
  public static let longestPath = 107

  /// Parses an endpoint: `/run/vm.sock`, `vm.sock`, `@name`, `HOST:PORT`, `[::1]:PORT`, each also with the prefix
  /// `unix:` or `tcp:`, with or without slashes, as in URLs and in QEMU options (`unix:/run/vm.sock,server=on,wait=off`).
  ///
  /// A text with a slash is a path; `NAME:DIGITS` without a slash is TCP, so a file of that name is written `./NAME:DIGITS`. Throws the
  /// problem if the text is not an endpoint.
  public init(parsing text: String) throws(EndpointProblem) {
    guard let (scheme, rest) = Self.splitScheme(text) else {
      self = Self.looksLikeTCP(text) ? try Self.tcp(parsing: text) : try Self.unix(parsing: text)
      return
    }
    let address = Self.withoutQEMUOptions(rest)
    switch scheme {
    case "unix": self = try Self.unix(parsing: address)
    case "tcp": self = try Self.tcp(parsing: address)
    default: throw .unknownScheme(scheme)
    }
  }

  /// Whether a path is taken for one without `unix:` before it.
  static func isPlainPath(_ path: String) -> Bool {
    splitScheme(path) == nil && !looksLikeTCP(path) && !path.hasPrefix("@")
  }

  private static func unix(parsing text: String) throws(EndpointProblem) -> Endpoint {
    let isAbstract = text.hasPrefix("@")
    let name = isAbstract ? String(text.dropFirst()) : text
    guard !name.isEmpty else { throw .empty }
    guard !name.utf8.contains(0) else { throw .embeddedNUL }
    guard name.utf8.count <= longestPath else { throw .pathTooLong(bytes: name.utf8.count) }
    return isAbstract ? .abstract(name: name) : .unix(path: name)
  }

  private static func tcp(parsing text: String) throws(EndpointProblem) -> Endpoint {
    guard !text.isEmpty else { throw .empty }
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else { throw .missingPort }
    let portText = String(text[text.index(after: colon)...])
    guard !portText.isEmpty else { throw .missingPort }
    guard let port = UInt16(portText), port > 0 else { throw .invalidPort(portText) }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    return .tcp(host: host.isEmpty ? "localhost" : String(host), port: port)
  }

  private static func looksLikeTCP(_ text: String) -> Bool {
    guard !text.contains("/"), let colon = text.lastIndex(of: ":") else { return false }
    let port = text[text.index(after: colon)...]
    return !port.isEmpty && port.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// The part before a colon, if it can be a scheme, and the rest without slashes: `tcp://host:1` is `host:1`,
  /// `unix:///run/a` is `/run/a`.
  private static func splitScheme(_ text: String) -> (scheme: String, rest: String)? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<colon].lowercased()
    let rest = text[text.index(after: colon)...]
    let isURL = rest.hasPrefix("//")
    guard isURL || schemes.contains(scheme) else { return nil }
    return (scheme, String(isURL ? rest.dropFirst(2) : rest))
  }

  /// Words that are not a host before a colon.
  private static let schemes: Set = ["unix", "tcp", "udp", "vsock", "telnet", "pty", "file", "pipe"]

  /// Drops the options that QEMU appends after a comma, as in `unix:/run/a,server=on,wait=off`.
  private static func withoutQEMUOptions(_ text: String) -> String {
    var parts = text.split(separator: ",", omittingEmptySubsequences: false)
    while parts.count > 1, let word = parts.last?.prefix(while: { $0 != "=" }), qemuOptions.contains(String(word)) {
      parts.removeLast()
    }
    return parts.joined(separator: ",")
  }

  private static let qemuOptions: Set = [
    "server", "wait", "nowait", "nodelay", "delay", "reconnect", "reconnect-ms", "telnet", "websocket", "ipv4", "ipv6",
  ]
}
