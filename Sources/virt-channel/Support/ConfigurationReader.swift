internal import Files
internal import JSONText
internal import LintRules
internal import Resolution
internal import SourceText

/// Reads a configuration, and says what is wrong with it by line and column.
struct ConfigurationReader {
  private let file: SourceFile

  init(path: String, bytes: [UInt8]) { file = SourceFile(name: path, bytes: bytes) }

  /// The configuration, or one with what the text says about it.
  func read(over base: Configuration = Configuration()) throws(FileError) -> Configuration {
    var configuration = base
    for setting in try settings() {
      do throws(Complaint) {
        try configuration.take(setting)
      } catch {
        throw fault(error.offset, error.message)
      }
    }
    configuration.qemu = configuration.qemu ?? configuration.distributionQEMU
    return configuration
  }

  private func settings() throws(FileError) -> [Setting] {
    var scanner = JSONScanner(file.bytes)
    var settings: [Setting] = []
    do throws(JSONError) {
      try scanner.members { (scanner: inout JSONScanner, key: String, location: Range<Int>) throws(JSONError) in
        settings.append(
          Setting(key: key, location: location, value: try scanner.value(), valuePlace: scanner.lastRange))
      }
      try scanner.end()
    } catch {
      throw fault(error.offset, error.description)
    }
    return settings
  }

  private func fault(_ offset: Int, _ message: String) -> FileError {
    let position = LineIndex(file).position(of: offset)
    return FileError("\(file.name):\(position.line):\(position.column)", message)
  }
}

/// What is wrong, and where.
private struct Complaint: Error {
  let offset: Int
  let message: String
}

/// One member of the configuration.
private struct Setting {
  let key: String
  let location: Range<Int>
  let value: JSONValue
  let valuePlace: Range<Int>

  /// The value as a `Value`, which a string stands for.
  func one<Value>(_ what: String, _ read: (String) -> Value?) throws(Complaint) -> Value {
    guard let value = value.string.flatMap(read) else { throw complaint("'\(key)' takes \(what), not \(value)") }
    return value
  }

  /// The value as rules: one word, or a list.
  func rules() throws(Complaint) -> [RuleSelector] {
    var selectors: [RuleSelector] = []
    for element in value.array ?? [value] {
      guard let word = element.string else { throw complaint("'\(key)' takes a list of rules, not \(element)") }
      do throws(RuleSelector.Unknown) {
        selectors.append(try RuleSelector(word, among: Rule.ids))
      } catch {
        throw complaint(error.description)
      }
    }
    return selectors
  }

  private func complaint(_ message: String) -> Complaint { Complaint(offset: valuePlace.lowerBound, message: message) }
}

extension Configuration {
  static let keys = ["select", "ignore", "fail-on", "libvirt", "qemu", "max-size"]

  fileprivate mutating func take(_ setting: Setting) throws(Complaint) {
    switch setting.key {
    case "$schema": break
    case "select": select = try setting.rules()
    case "ignore": ignore = try setting.rules()
    case "fail-on": failOn = try setting.one("error, warning, note or never") { FailOn(rawValue: $0) }
    case "libvirt":
      let release = try setting.one("a version such as 9.0.0, or a distribution such as debian12") {
        LibvirtRelease(argument: $0)
      }
      (libvirt, distributionQEMU) = (release.libvirt, release.qemu)
    case "qemu": qemu = try setting.one("a version such as 7.2.0") { Version($0) }
    case "max-size": maxSize = try setting.one("a size such as 64M") { ByteCount($0) }
    default: throw Self.unknown(setting)
    }
  }

  private static func unknown(_ setting: Setting) -> Complaint {
    let meant =
      keys.nearest(to: setting.key).map { "; did you mean '\($0)'?" } ?? "; known are \(keys.joined(separator: ", "))"
    return Complaint(offset: setting.location.lowerBound, message: "there is no setting '\(setting.key)'\(meant)")
  }
}
