import DomainModel
import QEMUOptions
import Translation

/// The words that a fuzzer tries: what domain XML and command lines are made of, drawn from the model.
public enum FuzzDictionary {
  /// The dictionary as libFuzzer reads it: a quoted word a line.
  public static let text = words.map(quoted).joined(separator: "\n")

  private static var words: [String] {
    let schemas = [ElementSchema.controller, .channel, .console]
    var words = Set(Name.allCases.map(\.text) + OptionFlag.known.map(\.argument) + KnownProperties.all)
    for schema in schemas { schema.collectWords(&words) }
    return (words.sorted() + pieces).filter { !$0.isEmpty }
  }

  /// What holds the words together.
  private static let pieces = [
    "<", "</", "/>", ">", "='", "'", "=\"", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "<?xml", "?>",
    "&#", "&lt;", "virtio-serial", "org.qemu.guest_agent.0", "x86_64", "aarch64", "s390x", "q35", "pc", "virt", "hvm",
    "qemu",
    "kvm", "spice", "vnc", "pcie-root-port", "virtio-serial-pci", "virtserialport", "virtconsole", "socket",
    "guestfwd=tcp:",
    "virt-channel: ignore", "{\"", "\":", "\",\"", "18446744073709551616", "9223372036854775807", "-1", "0x",
  ]

  private static func quoted(_ word: String) -> String {
    let escaped = word.utf8.map { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        ? "\\" + String(Unicode.Scalar(byte)) : String(Unicode.Scalar(byte))
    }
    return "\"\(escaped.joined())\""
  }
}

extension ElementSchema {
  /// The names and words of the element and all inside it.
  fileprivate func collectWords(_ words: inout Set<String>) {
    for attribute in attributes {
      words.insert(attribute.name)
      switch attribute.expectation {
      case .word(let known), .variant(let known): words.formUnion(known)
      case .number: break
      }
    }
    for child in children {
      words.insert(child.name)
      child.schema.collectWords(&words)
    }
    for variant in variants { variant.schema.collectWords(&words) }
  }
}
