internal import DomainModel
internal import Resolution
internal import SourceText
internal import XMLTree

// How libvirt refuses what an attribute holds. Since 7.4.0 it does so with a few sentences for all of them (`virxml.c`),
// before with one for each.
extension RuleContext {
  /// The refusal of a number; nil where this libvirt does not look at the attribute.
  func refusal(ofBadNumber attribute: XMLAttribute, of element: ElementNode, _ format: NumberFormat) -> Refusal? {
    let (name, value) = (document.nameText(of: attribute), document.value(of: attribute))
    let parent = document.nameText(of: element)
    if format == .wrapping { return .xml("Invalid port number: \(value)") }
    if parent == Name.acpi.text, !versions.supports(.acpiIndex) { return nil }
    if parent == Name.reconnect.text, document.value(.enabled, of: element) != YesNo.yes.rawValue { return nil }
    let isAddress = [Name.address.text, Name.zpci.text].contains(parent)
    guard versions.supports(isAddress ? .addressErrors : .attributeErrors) else {
      return format == .nonNegativeOfAnyBase
        ? oldRefusal(ofPCIOption: name, value) : oldRefusal(ofNumber: name, value, of: parent)
    }
    let beginning = "Invalid value for attribute '\(name)' in element '\(parent)': "
    switch format {
    case .positive where NumberFormat.unsigned.parse(value) == 0: return .xml(beginning + "Zero is not permitted")
    case .nonNegative where NumberFormat.integer.parse(value) != nil,
      .nonNegativeOfAnyBase where NumberFormat.integerOfAnyBase.parse(value) != nil:
      return .xml(beginning + "'\(value)'. Expected non-negative value")
    case .nonNegative, .nonNegativeOfAnyBase: return .xml(beginning + "'\(value)'. Expected integer value")
    default: return .xml(beginning + "'\(value)'. Expected non-negative integer value")
    }
  }

  /// The refusal of a value; nil if this libvirt version accepts the value or does not read the attribute.
  func refusal(ofBadWord attribute: XMLAttribute, of element: ElementNode) -> Refusal? {
    let (name, value) = (document.nameText(of: attribute), document.value(of: attribute))
    let parent = document.nameText(of: element)
    switch (parent, name, value) {
    case ("address", "type", "virtio-s390"): return .xml("virtio-s390 bus doesn't have an address")
    case ("address", "type", _) where !versions.supports(.enumErrors):
      return .unsupported("unknown address type '\(value)'")
    case ("address", "port", _): return .internalError("Cannot parse <address> 'port' attribute")
    case ("protocol", "type", _) where !versions.supports(.enumErrors):
      return .unsupported("Unknown protocol '\(value)'")
    case ("driver", "page_per_vq", _) where !versions.supports(.pagePerVQ): return nil
    case (_, _, _) where versions.supports(.attributeErrors):
      return .xml("Invalid value for attribute '\(name)' in element '\(parent)': '\(value)'.")
    default: return oldRefusal(ofWord: name, value)
    }
  }

  /// The refusal of an element without an attribute.
  func refusal(ofMissing name: String, in element: ElementNode) -> Refusal {
    let parent = document.nameText(of: element)
    if parent == Name.address.text, name == Name.type.text, !versions.supports(.enumErrors) {
      return .internalError("No type specified for device address")
    }
    return .xml("Missing required attribute '\(name)' in element '\(parent)'")
  }

  private func oldRefusal(ofNumber name: String, _ value: String, of parent: String) -> Refusal {
    switch (parent, name) {
    case ("controller", "index"): .internalError("Cannot parse controller index \(value)")
    case ("controller", _): .internalError("Invalid \(name): \(value)")
    case ("driver", "iothread"): .xml("Invalid 'iothread' value '\(value)'")
    case ("driver", "max_sectors"): .xml("Malformed 'max_sectors' value \(value)")
    case ("driver", _): .xml("Malformed '\(name)' value '\(value)'")
    case ("reconnect", _): .xml("invalid reconnect timeout value: '\(value)'")
    case ("target", _): .xml("Invalid port number: \(value)")
    default: .internalError("Cannot parse <address> '\(name)' attribute")
    }
  }

  private func oldRefusal(ofPCIOption name: String, _ value: String) -> Refusal {
    .xml("Invalid \(name == Name.index.text ? "target index" : name) '\(value)' in PCI controller")
  }

  private func oldRefusal(ofWord name: String, _ value: String) -> Refusal? {
    switch name {
    case "ioeventfd", "enabled": value == "default" ? nil : oldRefusal(ofLenient: name, value)
    case "append": .internalError("Invalid append attribute value '\(value)'")
    case "tls": .xml("unknown chardev 'tls' setting '\(value)'")
    case "relabel": .xml("invalid security relabel value \(value)")
    case "multifunction": .unsupported("Unknown value '\(value)' for <address> 'multifunction' attribute")
    default: .xml("invalid \(name) value")
    }
  }

  /// libvirt before 7.4.0 takes `default` for these two.
  private func oldRefusal(ofLenient name: String, _ value: String) -> Refusal {
    name == "enabled"
      ? .xml("invalid reconnect enabled value: '\(value)'") : .xml("Malformed 'ioeventfd' value \(value)")
  }
}
