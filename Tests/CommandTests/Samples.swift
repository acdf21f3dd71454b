/// Domains whose findings the commands' tests rely on: rules of the document and of structure, which need nothing resolved.
enum Samples {
  /// A domain in which rules other than VC108 find nothing.
  static func domain(_ devices: String, lineEnd: String = "\n") -> String {
    let lines = [
      "<domain type='kvm'>", "  <name>vm</name>", "  <memory unit='MiB'>64</memory>",
      "  <os><type arch='x86_64' machine='q35'>hvm</type></os>", "  <devices>",
    ]
    return (lines + devices.split(separator: "\n").map { "    \($0)" } + ["  </devices>", "</domain>", ""])
      .joined(separator: lineEnd)
  }

  /// One finding of VC108, which has a safe fix, on the eleventh column of line 6.
  static let fixable = domain(channel("a", " port='2'"))
  /// The same without it.
  static let fixed = domain(channel("a"))

  /// A domain that libvirt refuses: a controller without ports.
  static let refused = domain("<controller type='virtio-serial' index='0' ports='0'/>")

  /// A channel whose target says more than its name.
  static func channel(_ name: String, _ more: String = "") -> String {
    "<channel type='pty'><target type='virtio'\(more) name='\(name)'/></channel>"
  }

  /// Options under which nothing but VC108 and the text itself is looked at.
  static let only = "--select=VC108"
}
