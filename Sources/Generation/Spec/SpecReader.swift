internal import DomainModel
internal import JSONText
internal import SourceText

/// Reads what is asked for in JSON.
struct SpecReader {
  private(set) var requestErrors: [RequestError] = []

  /// The requests in a text, as far as they can be understood.
  mutating func requests(in file: SourceFile) -> [DeviceRequest] {
    do throws(JSONError) {
      let members = try JSONSettings.read(file.bytes)
      let devices = take("devices", outOf: members, butFor: ["$schema"]).filter { $0.content != .nothing }
      if devices.isEmpty { note(.none, "no devices requested", "write {\"devices\": […]}") }
      return devices.compactMap { request(for: $0) }
    } catch {
      let location = Setting.Location.text(file.character(at: error.offset))
      requestErrors.append(RequestError(at: location, error.description))
      return []
    }
  }

  private mutating func request(for device: Setting) -> DeviceRequest? {
    guard case .element(let members) = device.content else {
      note(device.contentLocation, "a device must be an object", "write {\"channel\": {…}}")
      return nil
    }
    let kinds = VirtioSerialDevice.Kind.words
    let preset = take("preset", outOf: members, butFor: kinds).first
    let asked = members.filter { kinds.contains($0.name) }
    if let extra = asked.dropFirst().first {
      note(extra.location, "'\(extra.name)' is a second device in the same object", "use one object per device")
    }
    if let preset { return request(preset: preset, asked.first) }
    if let asked = asked.first { return request(asked) }
    if members.isEmpty { note(device.contentLocation, "the device has no kind", "write \"channel\": {…} in it") }
    return nil
  }

  /// A device of a kind.
  private mutating func request(_ asked: Setting) -> DeviceRequest? {
    guard let kind = VirtioSerialDevice.Kind(rawValue: asked.name) else { return nil }
    return DeviceRequest(kind, settings: settings(of: asked), at: asked.location)
  }

  /// A preset, with what is asked for on top of it.
  private mutating func request(preset name: Setting, _ asked: Setting?) -> DeviceRequest? {
    let text = if case .text(let text) = name.content { text } else { "" }
    guard let preset = Preset.named(text) else {
      let known = Preset.all.map(\.name)
      let near = known.nearest(to: text).map { "did you mean '\($0)'?" }
      note(name.contentLocation, "unknown preset", near ?? "known: \(known.joined(separator: ", "))")
      return nil
    }
    let kind = asked.flatMap { VirtioSerialDevice.Kind(rawValue: $0.name) } ?? preset.devices.first?.kind ?? .channel
    return DeviceRequest(kind, preset: preset, settings: asked.map { settings(of: $0) } ?? [], at: name.contentLocation)
  }

  private mutating func settings(of device: Setting) -> [Setting] {
    guard case .element(let settings) = device.content else {
      note(device.contentLocation, "'\(device.name)' must be an object", "write \"\(device.name)\": {…}")
      return []
    }
    return settings
  }

  /// The members of a name; others than those that are known are noted.
  private mutating func take(_ name: String, outOf members: [Setting], butFor others: [String]) -> [Setting] {
    let known = [name] + others
    for member in members where !known.contains(member.name) {
      let help = known.nearest(to: member.name).map { "did you mean '\($0)'?" }
      note(
        member.location, "unknown key '\(member.name.escapedForDisplay)'",
        help ?? "known: \(known.joined(separator: ", "))")
    }
    return members.filter { $0.name == name }
  }

  private mutating func note(_ location: Setting.Location, _ message: String, _ help: String) {
    requestErrors.append(RequestError(at: location, message, help: help))
  }
}
