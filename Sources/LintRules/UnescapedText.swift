/// What QEMU takes for an option of its own when libvirt prints a text without doubling its commas.
struct UnescapedText {
  /// The text behind the first single comma.
  let text: String
  /// The key it begins with.
  let key: String
  /// Whether the key has a value, without which it means "on".
  let hasValue: Bool

  /// Nil where the text has no single comma.
  /// - Parameter endsOption: whether nothing follows the text; a comma at its end is then left out, and otherwise doubled by the
  ///   one that follows.
  init?(_ text: String, endsOption: Bool) {
    var rest = text[...]
    while let comma = rest.firstIndex(of: ",") {
      let behind = rest[rest.index(after: comma)...]
      if behind.first == "," {
        rest = behind.dropFirst()
        continue
      }
      if behind.isEmpty, endsOption { return nil }
      self.text = String(behind)
      let key = behind.prefix { $0 != "=" && $0 != "," }
      self.key = String(key)
      hasValue = key.endIndex < behind.endIndex && behind[key.endIndex] == "="
      return
    }
    return nil
  }

  /// The options of a chardev that QEMU 7.2 knows (`qemu_chardev_opts`).
  static let chardevKeys: Set = [
    "abstract", "append", "backend", "chardev", "clipboard", "cols", "debug", "delay", "fd", "height", "host", "id",
    "ipv4", "ipv6", "localaddr", "localport", "logappend", "logfile", "mouse", "mux", "name", "nodelay", "path", "port",
    "reconnect", "rows", "server", "signal", "size", "telnet", "tight", "tls-authz", "tls-creds", "tn3270", "to",
    "wait", "websocket", "width",
  ]
}
