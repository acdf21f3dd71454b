package import XMLTree

/// Every XML name that the library looks up, defined once. The raw value is its index in the vocabulary. It is a
/// `CodingKey` because the compiler then generates the names of the cases as constants; reflection at run time is
/// slow.
package enum Name: Int, CaseIterable, CodingKey {
  case acpi, address, alias, append, arch, ats, audio, backend, base, bus, busNr, channel, chassis, chassisNr,
    clipboard, cmdPerLun, console, controller, copypaste, crypto, cssid, dev, device, devices, devno, disk, domain,
    domaincheckpoint, domainsnapshot, domstatus, driver, emulator, enabled, features, fid, file, filesystem,
    function, graphics, host, hostdev, hub, id, index, input, interface, iobase, ioeventfd, iommu, iothread, irq,
    label, log, machine, master, maxSectors, memballoon, memory, mode, model, mouse, multifunction, name, nvram, os,
    packed, pagePerVQ, panic, parallel, path, port, ports, primary, product, `protocol`, pstore, queue, queues,
    reconnect, redirdev, reg, relabel, rng, seclabel, serial, service, shmem, slave, slot, smartcard, sound, source,
    ssid, startport, state, target, timeout, tls, tpm, tty, type, uid, unit, uuid, vectors, vendor, video, vsock,
    watchdog, zpci

  /// The name as XML spells it.
  package var text: String {
    switch self {
    case .cmdPerLun: "cmd_per_lun"
    case .maxSectors: "max_sectors"
    case .pagePerVQ: "page_per_vq"
    default: stringValue
    }
  }

  /// The name as documents read with ``vocabulary`` know it.
  package var xml: XMLName { XMLName(id: Int32(truncatingIfNeeded: rawValue)) }

  /// The name with the number of a document's name; nil if the library does not know it.
  package init?(_ name: XMLName) { self.init(rawValue: Int(name.id)) }

  /// The names that a parser knows in advance, so that looking one up compares two numbers.
  package static let vocabulary = XMLVocabulary(allCases.map(\.text), namespaces: [qemuNamespace])

  /// The namespace of `<qemu:commandline>` and `<qemu:override>`.
  package static let qemuNamespace = "http://libvirt.org/schemas/domain/qemu/1.0"
}
