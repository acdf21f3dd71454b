internal import Files
internal import JSONText
internal import LintRules
internal import Posix
internal import Resolution
internal import SourceText

/// The settings of a check: those of `.virt-channel.json`, overridden by the options of the command line.
/// docs/schemas/configuration.schema.json describes the file.
struct Configuration: Sendable {
  /// The rules to check.
  var select: [RuleSelector] = []
  /// The rules not to check.
  var ignore: [RuleSelector] = []
  /// The rules not to check in some files.
  var fileIgnores: [FileIgnore] = []
  /// The files that are left out.
  var exclude: [PathPattern] = []
  /// The least severity that is shown.
  var severity: Severity?
  /// The least severity that makes a run fail.
  var failOn: FailOn?
  /// The absolute path of the file with the findings that are accepted.
  var baseline: String?
  /// The libvirt whose behaviour is asked for.
  var libvirt: Version?
  /// The QEMU whose behaviour is asked for.
  var qemu: Version?
  /// The QEMU of the distribution that is named as libvirt. Of no consequence where a QEMU is named.
  var distributionQEMU: Version?
  /// Whether the domains belong to the libvirt of a user.
  var session = false
  /// The largest input.
  var maxSize: ByteCount?

  /// The largest input unless `max-size` is set.
  static let usualSize = ByteCount(64 << 20)
}

/// Rules that are not checked in the files that a pattern matches.
struct FileIgnore: Sendable {
  let files: PathPattern
  let rules: [RuleSelector]
}

extension Configuration {
  /// The versions whose behaviour is asked for, else the newest known.
  var versions: Versions { Versions(libvirt: libvirt, qemu: qemu) }
  /// The libvirt that the domains belong to.
  var connection: LibvirtConnection { session ? .ofUser : .system }
  /// The largest input, in bytes.
  var limit: Int { (maxSize ?? Self.usualSize).bytes }
}

extension Configuration {
  /// The name it is found by.
  static let fileName = ".virt-channel.json"

  /// The nearest configuration in `folder` or its parent directories; an empty one if there is none.
  static func nearest(to folder: String) throws(FileError) -> Configuration {
    var finder = ConfigurationFinder()
    let number = try finder.number(in: folder)
    return finder.configurations[number]
  }

  /// Reads the configuration for a file: the nearest to its directory, of standard input (nil or `-`) to the working directory.
  static func nearest(toFile path: String?) throws(FileError) -> Configuration {
    guard let path, path != "-" else { return try nearest(to: CurrentProcess.directory) }
    return try nearest(to: AbsolutePath.directory(of: AbsolutePath.of(path)))
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

/// Finds configurations, and reads each once.
struct ConfigurationFinder {
  /// The configurations that were found, one of which is empty if a directory has none.
  private(set) var configurations: [Configuration] = []
  /// The numbers of configurations by the directories they apply to.
  private var known = SmallDictionary<String, Int>()

  /// The number of the nearest configuration in a directory or its parent directories; of an empty one if there is none.
  mutating func number(in directory: String) throws(FileError) -> Int {
    if let found = known[directory] { return found }
    let path = directory == "/" ? "/\(Configuration.fileName)" : "\(directory)/\(Configuration.fileName)"
    let found: Int
    if FileInput.exists(path) {
      found = add(try Configuration.read(path))
    } else if directory == "/" || directory.isEmpty {
      found = add(Configuration())
    } else {
      found = try number(in: AbsolutePath.directory(of: directory))
    }
    known.updateValue(found, forKey: directory)
    return found
  }

  private mutating func add(_ configuration: Configuration) -> Int {
    configurations.append(configuration)
    return configurations.count - 1
  }
}
