internal import JSONText
public import SourceText

/// Accepted findings, which are not reported. A finding is identified by its file, rule and message, but not by its location in the
/// file; of several equal findings, as many are accepted as were recorded.
public struct Baseline: Sendable {
  private struct Key: Hashable {
    let code: String
    let message: String
  }

  /// The absolute path of the directory that the paths of files are relative to.
  private let directory: String
  private var files: [String: [Key: Int]] = [:]

  /// Creates an empty baseline.
  /// - Parameter directory: The absolute path of the directory of the baseline file.
  public init(in directory: String) { self.directory = directory }

  /// The number of accepted findings.
  public var count: Int { files.values.lazy.flatMap(\.values).reduce(0, +) }

  /// Accepts findings in a file.
  /// - Parameter path: The absolute path of the file.
  public mutating func add(_ findings: [Diagnostic], in path: String) {
    let file = name(of: path)
    for finding in findings { files[file, default: [:]][Self.key(of: finding), default: 0] += 1 }
  }

  /// The findings in a file that are not accepted, and the number of accepted ones.
  /// - Parameter path: The absolute path of the file.
  public func unknown(_ findings: [Diagnostic], in path: String) -> (findings: [Diagnostic], known: Int) {
    guard var left = files[name(of: path)] else { return (findings, 0) }
    let new = findings.filter { finding in
      let key = Self.key(of: finding)
      guard let count = left[key], count > 0 else { return true }
      left[key] = count - 1
      return false
    }
    return (new, findings.count - new.count)
  }

  private static func key(of finding: Diagnostic) -> Key { Key(code: finding.rule.code, message: finding.message) }

  /// What a file is called in the baseline.
  private func name(of path: String) -> String {
    let prefix = directory.hasSuffix("/") ? directory : "\(directory)/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

/// The reason why a text is not a baseline.
public struct BaselineError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The value found and what was expected.
  public let description: String
}

extension Baseline {
  private static let version = 1

  /// Parses the format that ``text`` writes. Throws the reason if the text is not a baseline.
  public init(parsing bytes: [UInt8], in directory: String) throws(BaselineError) {
    self.init(in: directory)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: bytes)
    } catch {
      throw BaselineError(description: "is not a baseline: \(error.description)")
    }
    guard value["version"] == .integer(Self.version), let findings = value["findings"]?.array else {
      throw BaselineError(description: "is not a baseline of version \(Self.version); write one with --write-baseline")
    }
    for finding in findings {
      guard let file = finding["file"]?.string, let code = finding["code"]?.string,
        let message = finding["message"]?.string, let count = finding["count"]?.integer, count > 0
      else {
        throw BaselineError(description: "has a finding without file, code, message or count: \(finding)")
      }
      files[file, default: [:]][Key(code: code, message: message), default: 0] += count
    }
  }

  /// The baseline as JSON, with one finding per line, sorted so that diffs are small.
  public var text: String {
    let findings = files.sorted { $0.key < $1.key }.flatMap { file, counts in
      counts.sorted { ($0.key.code, $0.key.message) < ($1.key.code, $1.key.message) }.map { (file, $0.key, $0.value) }
    }
    let lines = findings.map { file, key, count in
      let finding: JSONValue = [
        "file": .string(file), "code": .string(key.code), "message": .string(key.message), "count": .integer(count),
      ]
      return "    \(finding.text())"
    }
    return "{\n  \"version\": \(Self.version),\n  \"findings\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
  }
}
