package import XMLTree

/// Every XML name that the model describes, once. The raw value is its place in the vocabulary.
package enum Name: Int32, CaseIterable, Sendable {
  case acpi, address, alias, append, arch, ats, backend, base, bus, channel, clipboard, cmdPerLun, console, controller,
    copypaste
  case cssid, devices, devno, disk, domain, domainsnapshot, domstatus, driver, emulator, enabled, features, fid, file,
    function,
    graphics
  case host, id, index, interface, iobase, ioeventfd, iommu, iothread, irq, label, log, machine, master, maxSectors,
    mode, model
  case mouse, multifunction, name, os, packed, pagePerVQ, parallel, path, port, ports, `protocol`, queue, queues
  case reconnect, redirdev, reg, relabel, rng, seclabel, serial, service, slave, slot, smartcard, source, ssid,
    startport, state, target, timeout
  case tls, tty, type, uid, unit, uuid, vectors, zpci

  /// The name as XML spells it.
  package var text: String {
    switch self {
    case .cmdPerLun: "cmd_per_lun"
    case .maxSectors: "max_sectors"
    case .pagePerVQ: "page_per_vq"
    default: "\(self)"
    }
  }

  /// The name as documents read with ``vocabulary`` know it.
  package var xml: XMLName { XMLName(id: rawValue) }

  /// The names that a parser is told ahead, so that looking one up compares two numbers.
  package static let vocabulary = XMLVocabulary(allCases.map(\.text))
}
