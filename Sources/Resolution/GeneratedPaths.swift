internal import SourceText

/// Knows the paths that some libvirt made for a channel's socket: where one is in a domain that is defined, libvirt
/// throws it away and makes another.
///
/// Source: libvirt `qemuDomainChrDefDropDefaultPath`.
struct GeneratedPaths: Sendable {
  private let targetFolder: String
  /// The directories that libvirt 9.7 and later know, which are also those of older ones.
  private let folders: [String]
  private let form: Form

  /// What libvirt's expression takes for a path of its own.
  private enum Form {
    /// Before 9.7: one directory, and the alternatives are not grouped.
    case oneDirectory
    /// From 9.7 to 9.10: three directories, and the alternatives are not grouped.
    case ungrouped
    /// Since 10.0: the whole path.
    case exact
  }

  init(connection: LibvirtConnection, versions: Versions) {
    targetFolder = "\(connection.targetFolder)/"
    let channels = [connection.stateFolder, connection.libFolder, "\(connection.configFolder)/qemu"]
    folders = channels.flatMap { ["\($0)/channel/target/", "\($0)/channel/"] }
    form =
      versions.supports(.exactGeneratedPaths)
      ? .exact : versions.supports(.runtimeChannelPaths) ? .ungrouped : .oneDirectory
  }

  /// Whether a path is one of libvirt's own for a channel of that name; a channel without a name has none to end in.
  func contains(_ path: String, name: String?) -> Bool {
    switch form {
    case .exact: containsExactly(path.utf8, name: name?.utf8)
    case .ungrouped: containsInParts(path.utf8, name: name?.utf8)
    case .oneDirectory: containsRoughly(path.utf8, name: name?.utf8)
    }
  }

  /// FOLDER/DOMAIN.NAME, FOLDER/domain-DOMAIN/NAME or FOLDER/ID-DOMAIN/NAME.
  private func containsExactly(_ path: String.UTF8View, name: String.UTF8View?) -> Bool {
    folders.contains { folder in
      guard path.starts(with: folder.utf8) else { return false }
      let rest = path.dropFirst(folder.utf8.count)
      guard let name else { return rest.beginsWithDotted || rest.beginsWithFolder(Self.isOfDomain) }
      guard rest.ends(with: name) else { return false }
      let middle = rest.dropLast(name.count)
      return middle.isDotted || middle.isFolder(Self.isOfDomain)
    }
  }

  private static func isOfDomain(_ folder: Substring.UTF8View) -> Bool {
    let number = folder.prefix(while: \.isDigit)
    let rest = folder.dropFirst(number.count)
    return beginsWithDomain(folder) || !number.isEmpty && rest.first == .hyphen && rest.count > 1
  }

  /// The older libvirt's expression has two alternatives that are not grouped: the first lacks the end, so that
  /// FOLDER/X.anything matches, and the second the beginning, so that it matches in any directory.
  private func containsRoughly(_ path: String.UTF8View, name: String.UTF8View?) -> Bool {
    if path.starts(with: targetFolder.utf8), path.dropFirst(targetFolder.utf8.count).beginsWithDotted { return true }
    let folders = path.split(separator: .slash, omittingEmptySubsequences: false).dropLast()
    guard let name else { return folders.contains(where: Self.holdsDomain) }
    return path.directory(of: name).map(Self.holdsDomain) ?? false
  }

  /// DIRECTORY/X. followed by any text, a directory whose name ends with domain-X anywhere, or ID-X/NAME at the end.
  private func containsInParts(_ path: String.UTF8View, name: String.UTF8View?) -> Bool {
    if folders.contains(where: { path.starts(with: $0.utf8) && path.dropFirst($0.utf8.count).beginsWithDotted }) {
      return true
    }
    let directories = path.split(separator: .slash, omittingEmptySubsequences: false).dropLast()
    if directories.contains(where: Self.holdsDomain) { return true }
    guard let name else { return directories.contains(where: Self.endsWithNumbered) }
    return path.directory(of: name).map(Self.endsWithNumbered) ?? false
  }

  /// `3-X`, with any text before the digit.
  private static func endsWithNumbered(_ directory: Substring.UTF8View) -> Bool {
    zip(directory, directory.dropFirst()).dropLast().contains { $0.isDigit && $1 == .hyphen }
  }

  private static func holdsDomain(_ folder: Substring.UTF8View) -> Bool {
    folder.indices.contains { beginsWithDomain(folder[$0...]) }
  }

  /// `domain-X`
  private static func beginsWithDomain(_ folder: Substring.UTF8View) -> Bool {
    folder.starts(with: "domain-".utf8) && folder.count > "domain-".utf8.count
  }
}

extension UInt8 {
  fileprivate static let slash = UInt8(ascii: "/")
  fileprivate static let dot = UInt8(ascii: ".")
  fileprivate static let hyphen = UInt8(ascii: "-")
}

extension String.UTF8View {
  /// The name of the directory that contains the file of that name, if the path ends with it.
  fileprivate func directory(of name: String.UTF8View) -> Substring.UTF8View? {
    guard self[...].ends(with: name), dropLast(name.count).last == .slash else { return nil }
    return dropLast(name.count + 1).split(separator: .slash).last
  }
}

/// A path is bytes to libvirt, and looking at characters takes long.
extension Substring.UTF8View {
  fileprivate func ends(with end: String.UTF8View) -> Bool { suffix(end.count).elementsEqual(end) }

  /// `X.`
  fileprivate var isDotted: Bool { count > 1 && last == .dot && !contains(.slash) }

  /// `X/` where X is as asked.
  fileprivate func isFolder(_ isSuch: (Substring.UTF8View) -> Bool) -> Bool {
    last == .slash && !dropLast().contains(.slash) && isSuch(dropLast())
  }

  /// `X.` with anything behind it.
  fileprivate var beginsWithDotted: Bool { prefix { $0 != .slash }.dropFirst().contains(.dot) }

  /// `X/` with anything behind it.
  fileprivate func beginsWithFolder(_ isSuch: (Substring.UTF8View) -> Bool) -> Bool {
    guard let end = firstIndex(of: .slash) else { return false }
    return isSuch(self[..<end])
  }
}
