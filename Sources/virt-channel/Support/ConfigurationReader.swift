internal import Files
internal import JSONText
internal import LintRules
internal import Resolution
internal import SourceText

/// Reads a configuration, and says what is wrong with it by line and column.
struct ConfigurationReader {
  private let file: SourceFile
  /// The directory that paths in the file are relative to.
  private let directory: String

  init(path: String, bytes: [UInt8]) {
    file = SourceFile(name: path, bytes: bytes)
    directory = AbsolutePath.directory(of: AbsolutePath.of(path))
  }

  /// The configuration in the text, based on `base`.
  func read(over base: Configuration = Configuration()) throws(FileError) -> Configuration {
    var configuration = base
    for setting in try settings() {
      do throws(Complaint) {
        try configuration.take(setting, in: directory)
      } catch {
        throw fault(error.offset, error.message)
      }
    }
    configuration.qemu = configuration.qemu ?? configuration.distributionQEMU
    if let problem = configuration.versions.problem { throw FileError(file.name, problem) }
    return configuration
  }

  private func settings() throws(FileError) -> [Setting] {
    var scanner = JSONScanner(file.bytes.withoutComments)
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

  /// The value as a `Value`, parsed from a string.
  func one<Value>(_ what: String, _ read: (String) -> Value?) throws(Complaint) -> Value {
    guard let value = value.string.flatMap(read) else { throw complaint("'\(key)' must be \(what), not \(value)") }
    return value
  }

  /// The value as patterns: one, or a list.
  func patterns(in directory: String) throws(Complaint) -> [PathPattern] {
    var patterns: [PathPattern] = []
    for element in value.array ?? [value] {
      guard let text = element.string, !text.isEmpty else {
        throw complaint("'\(key)' must be a list of path patterns; found \(element)")
      }
      patterns.append(PathPattern(text, in: directory))
    }
    return patterns
  }

  /// The value as rules for each of some patterns.
  func fileIgnores(in directory: String) throws(Complaint) -> [FileIgnore] {
    guard let object = value.object else {
      throw complaint("'\(key)' must be an object with rules for each path pattern, not \(value)")
    }
    var ignores: [FileIgnore] = []
    for member in object {
      ignores.append(FileIgnore(files: PathPattern(member.key, in: directory), rules: try rules(member.value)))
    }
    return ignores
  }

  /// The value as yes or no.
  func flag() throws(Complaint) -> Bool {
    guard case .bool(let flag) = value else { throw complaint("'\(key)' must be true or false, not \(value)") }
    return flag
  }

  /// The value as rules: one string, or a list.
  func rules() throws(Complaint) -> [RuleSelector] { try rules(value) }

  private func rules(_ value: JSONValue) throws(Complaint) -> [RuleSelector] {
    var selectors: [RuleSelector] = []
    for element in value.array ?? [value] {
      guard let word = element.string else { throw complaint("'\(key)' must be a list of rules; found \(element)") }
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
  static let keys = [
    "select", "ignore", "per-file-ignores", "exclude", "severity", "fail-on", "baseline", "libvirt", "qemu", "session",
    "max-size",
  ]

  fileprivate mutating func take(_ setting: Setting, in directory: String) throws(Complaint) {
    switch setting.key {
    case "$schema": break
    case "select": select = try setting.rules()
    case "ignore": ignore = try setting.rules()
    case "per-file-ignores": fileIgnores = try setting.fileIgnores(in: directory)
    case "exclude": exclude = try setting.patterns(in: directory)
    case "severity": severity = try setting.one("error, warning or note") { Severity(rawValue: $0) }
    case "baseline":
      baseline = try setting.one("the path of a file") { $0.isEmpty ? nil : AbsolutePath.of($0, in: directory) }
    case "session": session = try setting.flag()
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
      keys.nearest(to: setting.key).map { "; did you mean '\($0)'?" } ?? "; known: \(keys.joined(separator: ", "))"
    return Complaint(offset: setting.location.lowerBound, message: "unknown setting '\(setting.key)'\(meant)")
  }
}

extension [UInt8] {
  /// JSON without comments (`// to the end of the line` and `/* */`), which become blanks, so that all else keeps its position.
  fileprivate var withoutComments: [UInt8] {
    var bytes = self
    var position = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""): position = endOfString(from: position)
      case UInt8(ascii: "/") where position + 1 < count:
        guard let end = endOfComment(from: position) else { return bytes }
        for index in position..<end where bytes[index] != 0x0A { bytes[index] = 0x20 }
        position = Swift.max(end, position + 1)
      default: position += 1
      }
    }
    return bytes
  }

  private func endOfString(from start: Int) -> Int {
    var position = start + 1
    while position < count, self[position] != UInt8(ascii: "\"") {
      position += self[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return position + 1
  }

  /// The end of the comment at `start`; `start` if there is no comment, nil if it is not closed.
  private func endOfComment(from start: Int) -> Int? {
    switch self[start + 1] {
    case UInt8(ascii: "/"): return self[start...].firstIndex(of: 0x0A) ?? count
    case UInt8(ascii: "*"):
      var position = start + 2
      while position + 1 < count {
        if self[position] == UInt8(ascii: "*"), self[position + 1] == UInt8(ascii: "/") { return position + 2 }
        position += 1
      }
      return nil
    default: return start
    }
  }
}
