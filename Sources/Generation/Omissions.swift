internal import DomainModel
internal import SourceText

// What libvirt would take silently, and no user can have intended.
extension DeviceRequest {
  func omissions(of device: VirtioSerialDevice) -> [RequestError] {
    [namelessPort(device), droppedAlias(device), tooLargeIndex(device), droppedPort(device)].compactMap(\.self)
  }

  /// libvirt 9.0.0 ends with a floating point exception over the largest index.
  private func tooLargeIndex(_ device: VirtioSerialDevice) -> RequestError? {
    let (index, path) =
      if case .controller(let controller) = device {
        (controller.index, ["index"])
      } else {
        (device.address?.virtioSerial?.controller, ["address", "controller"])
      }
    guard let index, index >= Int(Int32.max) else { return nil }
    return RequestError(
      at: location(of: path), "index \(index) is too large: libvirt 9.0.0 crashes when it is \(Int32.max)",
      help: "use the lowest free index, such as 0")
  }

  /// Only virtio devices are ports of a controller: libvirt drops the address of others, or refuses it.
  private func droppedPort(_ device: VirtioSerialDevice) -> RequestError? {
    let isVirtio =
      switch device {
      case .controller: true
      case .channel(let channel): channel.isVirtio
      case .console(let console): console.isVirtio
      }
    guard !isVirtio, device.address?.virtioSerial != nil else { return nil }
    return RequestError(
      at: location(of: ["address", "controller"]),
      "only a virtio \(device.kind.rawValue) has a port of a virtio-serial controller",
      help: "remove the controller and the port")
  }

  private func namelessPort(_ device: VirtioSerialDevice) -> RequestError? {
    guard case .channel(let channel) = device, channel.isVirtio, (channel.name ?? "").isEmpty else { return nil }
    return RequestError(
      at: location(of: ["target", "name"]),
      "the channel has no name, so the guest can find it only by its number, which can change",
      help: "set a name, such as org.example.agent.0")
  }

  private func droppedAlias(_ device: VirtioSerialDevice) -> RequestError? {
    guard let alias = device.alias, !alias.isUserAlias else { return nil }
    return RequestError(
      at: location(of: ["alias", "name"]),
      "libvirt would replace the alias '\((alias.name ?? "").escapedForDisplay)': user aliases must begin with "
        + "ua- and contain only letters, digits, - and _",
      help: "use ua-\(alias.name?.filter(\.isAliasCharacter) ?? "agent")")
  }

  /// Where a part of the device was asked for, or could have been.
  func location(of path: [String]) -> Setting.Location {
    var inner = settings
    var location = location
    for name in path {
      guard let setting = inner.first(where: { $0.name == name }) else { break }
      if setting.location != .none { location = setting.location }
      if case .element(let settings) = setting.content { inner = settings }
    }
    return location == .none ? settings.first { $0.name == "type" && $0.asksForSomething }?.location ?? .none : location
  }
}

extension Character {
  fileprivate var isAliasCharacter: Bool { isASCII && (isLetter || isNumber || self == "-" || self == "_") }
}
