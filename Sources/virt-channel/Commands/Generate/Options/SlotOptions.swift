internal import ArgumentParser
internal import VirtChannel

/// Where a controller is plugged in.
struct SlotOptions: ParsableArguments {
  @Option(help: ArgumentHelp("PCI address, in the format of lspci.", valueName: "[domain:]bus:slot.function"))
  var pci: PCIArgument?

  @Option(help: ArgumentHelp("With --pci: mark the slot as multifunction.", valueName: "on|off"))
  var multifunction: OnOff?

  @Option(help: ArgumentHelp("With --pci on s390x: zPCI user-defined identifier (uid).", valueName: "id"))
  var zpciUid: Int?

  @Option(help: ArgumentHelp("With --pci on s390x: zPCI function identifier (fid).", valueName: "id"))
  var zpciFid: Int?

  @Option(help: ArgumentHelp("CCW address, on s390x machines.", valueName: "cssid.ssid.devno"))
  var ccw: CCWArgument?

  @Flag(help: "Use a virtio-mmio address.")
  var virtioMmio = false

  func validate() throws {
    let chosen = [pci != nil ? "--pci" : nil, ccw != nil ? "--ccw" : nil, virtioMmio ? "--virtio-mmio" : nil]
    let given = chosen.compactMap(\.self)
    if given.count > 1 {
      throw ValidationError("a controller has one address: use only one of \(given.joined(separator: ", "))")
    }
  }

  /// What the options ask for.
  var settings: [Setting] {
    var address = pci?.settings ?? ccw?.settings ?? []
    if virtioMmio { address.append(Setting(.type, "virtio-mmio", "--virtio-mmio")) }
    address.append(Setting(.multifunction, multifunction, "--multifunction"))
    address.append(Setting(.zpci, [Setting(.uid, zpciUid, "--zpci-uid"), Setting(.fid, zpciFid, "--zpci-fid")]))
    return [Setting(.address, address)]
  }
}

/// The value of `--pci`, such as `0000:00:08.0` or `00:08.0`.
struct PCIArgument: ExpressibleByArgument {
  let settings: [Setting]

  init?(argument: String) {
    let parts = argument.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }
    guard let numbers = hexadecimal(parts), 3...4 ~= numbers.count, argument.contains(".") else { return nil }
    let names: [Name] = [.domain, .bus, .slot, .function]
    settings =
      [Setting(.type, "pci", "--pci")] + zip(names.suffix(numbers.count), numbers).map { Setting($0, $1, "--pci") }
  }
}

/// The value of `--ccw`, such as `fe.0.0001`.
struct CCWArgument: ExpressibleByArgument {
  let settings: [Setting]

  init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard let numbers = hexadecimal(parts), numbers.count == 3 else { return nil }
    let names: [Name] = [.cssid, .ssid, .devno]
    settings = [Setting(.type, "ccw", "--ccw")] + zip(names, numbers).map { Setting($0, $1, "--ccw") }
  }
}

private func hexadecimal(_ parts: [Substring]) -> [Int]? {
  let numbers = parts.compactMap { $0.hasPrefix("+") || $0.hasPrefix("-") ? nil : Int($0, radix: 16) }
  return numbers.count == parts.count ? numbers : nil
}
