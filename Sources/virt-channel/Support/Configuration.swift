internal import Files
internal import JSONText
internal import LintRules
internal import Resolution

/// What is checked, and how: what `.virt-channel.json` says, and before that the options of the command line.
/// docs/schemas/configuration.schema.json describes the file.
struct Configuration {
  /// The rules to check.
  var select: [RuleSelector] = []
  /// The rules not to check.
  var ignore: [RuleSelector] = []
  /// The least severity that makes a run fail.
  var failOn: FailOn?
  /// Whose behaviour is meant.
  var libvirt: Version?
  /// Whose behaviour is meant.
  var qemu: Version?
  /// The QEMU of the distribution that is named as libvirt. Of no consequence where a QEMU is named.
  var distributionQEMU: Version?
  /// The largest input.
  var maxSize: ByteCount?

  /// The largest input where nothing is said.
  static let usualSize = ByteCount(64 << 20)
}

extension Configuration {
  /// The name it is found by.
  static let fileName = ".virt-channel.json"

  /// Reads the nearest configuration in `folder` or above it; what it says when there is none is nothing.
  static func nearest(to folder: String) throws(FileError) -> Configuration {
    var parts = folder.split(separator: "/")
    while true {
      let path = parts.reduce(into: "") { $0 += "/\($1)" } + "/\(fileName)"
      if FileInput.exists(path) { return try read(path) }
      if parts.popLast() == nil { return Configuration() }
    }
  }

  /// Takes settings of another origin, which override those there are.
  /// - Parameter name: what errors call the origin.
  mutating func override(by settings: JSONObject, named name: String) throws(FileError) {
    let text = JSONValue.object(settings).text()
    if settings["libvirt"] != nil || settings["qemu"] != nil { (libvirt, qemu) = (nil, nil) }
    self = try ConfigurationReader(path: name, bytes: Array(text.utf8)).read(over: self)
  }

  /// Reads a configuration.
  static func read(_ path: String) throws(FileError) -> Configuration {
    let bytes = try FileInput.read(path, limit: 1 << 20)
    return try ConfigurationReader(path: path, bytes: bytes).read()
  }
}
