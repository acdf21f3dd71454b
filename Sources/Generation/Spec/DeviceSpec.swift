internal import DomainModel
internal import LintRules
public import Resolution
public import SourceText

/// A JSON description of devices to generate (`generate --from`); docs/schemas/generate.schema.json describes the format.
///
/// ```json
/// {
///   "devices": [
///     { "preset": "guest-agent" },
///     { "preset": "qemu-vdagent", "channel": { "source": { "mouse": { "mode": "server" } } } },
///     { "channel": { "target": { "name": "org.example.0" }, "address": { "type": "virtio-serial", "port": 3 } } },
///     { "controller": { "index": 0, "ports": 16 } }
///   ]
/// }
/// ```
/// A device has the structure of its XML: attributes are members, children are objects, and children that can be repeated
/// are arrays. `yes` and `on` can be written as `true`; `null` omits a value.
public struct DeviceSpec: Hashable, Sendable {
  /// The requests, in order.
  public let requests: [DeviceRequest]
  /// The errors of the text itself.
  public let requestErrors: [RequestError]

  /// Creates a description.
  public init(_ requests: [DeviceRequest], requestErrors: [RequestError] = []) {
    self.requests = requests
    self.requestErrors = requestErrors
  }

  /// Reads a text. It never fails: invalid parts are in `requestErrors`, and the others are requests.
  public static func read(_ file: SourceFile) -> DeviceSpec {
    var reader = SpecReader()
    let requests = reader.requests(in: file)
    return DeviceSpec(requests, requestErrors: reader.requestErrors)
  }

  /// All devices, or all errors in the order of the text.
  public func devices(for versions: Versions = .newest) -> Result<[VirtioSerialDevice], RequestErrors> {
    var devices: [VirtioSerialDevice] = []
    var requestErrors = requestErrors
    var linter = Linter(versions: versions)
    for request in requests {
      switch request.devices(with: &linter) {
      case .success(let more): devices += more
      case .failure(let more): requestErrors += more.all
      }
    }
    return requestErrors.isEmpty
      ? .success(devices) : .failure(RequestErrors(all: requestErrors.sorted { $0.offset < $1.offset }))
  }

  /// Requests that are accepted but likely to cause a problem at run time.
  public func warnings(for versions: Versions = .newest) -> [RequestError] {
    var linter = Linter(versions: versions)
    var warnings: [RequestError] = []
    for request in requests { warnings += request.warnings(with: &linter) }
    return warnings
  }
}

extension RequestError {
  /// Where it is in the text.
  fileprivate var offset: Int {
    if case .text(let range) = location { return range.lowerBound }
    return 0
  }
}
