public import DomainModel
internal import LintRules
public import Resolution
internal import SourceText

/// A request for devices: a preset, or the minimal device of a kind, with additional settings.
///
/// ```swift
/// let request = DeviceRequest(.channel, preset: .guestAgent)
/// print(try request.devices().get().map { $0.xml() })
/// ```
public struct DeviceRequest: Hashable, Sendable {
  /// The kind of device.
  public var kind: VirtioSerialDevice.Kind
  /// The preset to start from; nil for the minimal device of the kind.
  public var preset: Preset?
  /// The additional settings.
  public var settings: [Setting]
  /// The location of the request for the device as a whole.
  public var location: Setting.Location

  /// Creates a request.
  public init(
    _ kind: VirtioSerialDevice.Kind, preset: Preset? = nil, settings: [Setting] = [],
    at location: Setting.Location = .none
  ) {
    self.kind = kind
    self.preset = preset
    self.settings = settings
    self.location = location
  }

  /// Creates a request for the devices of a preset.
  public init(_ preset: Preset, at location: Setting.Location = .none) {
    self.init(preset.devices.first?.kind ?? .channel, preset: preset, at: location)
  }

  /// The devices: one, or several for some presets.
  ///
  /// A request that libvirt or QEMU of these versions would refuse is a failure. Problems that depend on the domain, such as
  /// whether a port is free, are not checked.
  public func devices(for versions: Versions = .newest) -> Result<[VirtioSerialDevice], RequestErrors> {
    var linter = Linter(versions: versions)
    return devices(with: &linter)
  }

  /// The devices, checked with a linter that is used for others, too.
  func devices(with linter: inout Linter) -> Result<[VirtioSerialDevice], RequestErrors> {
    let base = preset?.devices ?? [VirtioSerialDevice(kind)]
    let granted = base.map(granting)
    var requestErrors = misusesOfPreset(base) + granted.flatMap(\.requestErrors)
    if requestErrors.isEmpty {
      for (device, _) in granted { requestErrors += check(device, &linter).requestErrors(.error) }
    }
    return requestErrors.isEmpty ? .success(granted.map(\.device)) : .failure(RequestErrors(all: requestErrors))
  }

  /// Requests that are accepted but likely to cause a problem at run time.
  public func warnings(for versions: Versions = .newest) -> [RequestError] {
    var linter = Linter(versions: versions)
    return warnings(with: &linter)
  }

  /// Accepted, but likely to cause a problem at run time, found with a linter that is used for others, too.
  func warnings(with linter: inout Linter) -> [RequestError] {
    guard case .success(let devices) = devices(with: &linter) else { return [] }
    var warnings: [RequestError] = []
    for device in devices { warnings += check(device, &linter).requestErrors(.warning) }
    return warnings
  }

  private func check(_ device: VirtioSerialDevice, _ linter: inout Linter) -> SnippetCheck {
    SnippetCheck(device, askedForBy: self, with: &linter)
  }

  /// One device with the settings applied.
  private func granting(_ base: VirtioSerialDevice) -> (device: VirtioSerialDevice, requestErrors: [RequestError]) {
    var device = base
    let problems = device.apply(settings, at: location)
    device.complete()
    return (device, problems.map(RequestError.init) + (problems.isEmpty ? omissions(of: device) : []))
  }

  private func misusesOfPreset(_ devices: [VirtioSerialDevice]) -> [RequestError] {
    guard let preset else { return [] }
    if let other = devices.first(where: { $0.kind != kind }) {
      return [.wrongKind(preset, other.kind, at: location, instead: kind)]
    }
    guard devices.count > 1, let setting = settings.first(where: \.asksForSomething) else { return [] }
    return [.severalDevices(preset, at: setting.location)]
  }
}

extension RequestError {
  fileprivate static func wrongKind(
    _ preset: Preset, _ found: VirtioSerialDevice.Kind, at location: Setting.Location,
    instead wanted: VirtioSerialDevice.Kind
  ) -> RequestError {
    RequestError(
      at: location, "preset '\(preset.name)' is a \(found.rawValue), not a \(wanted.rawValue)",
      help: "use 'generate \(found.rawValue)', or another preset")
  }

  fileprivate static func severalDevices(_ preset: Preset, at location: Setting.Location) -> RequestError {
    RequestError(
      at: location,
      "preset '\(preset.name)' has \(preset.devices.count) devices, but the option applies to one",
      help: "generate them separately: \(preset.devices.compactMap(\.nameForTheGuest).joined(separator: ", "))")
  }
}
