/// Knows the paths that some libvirt made for a channel's socket: where one stands in a domain that is defined, libvirt
/// throws it away and makes another.
///
/// Source: libvirt `qemuDomainChrDefDropDefaultPath`.
struct GeneratedPaths: Sendable {
  private let targetFolder: String
  /// The folders that libvirt 9.7 and later know, which are also those of older ones.
  private let folders: [String]
  private let isExact: Bool

  init(connection: LibvirtConnection, versions: Versions) {
    targetFolder = "\(connection.targetFolder)/"
    let channels = [connection.stateFolder, connection.libFolder, "\(connection.configFolder)/qemu"]
    folders = channels.flatMap { ["\($0)/channel/target/", "\($0)/channel/"] }
    isExact = versions.supports(.runtimeChannelPaths)
  }

  /// Whether a path is one of libvirt's own for a channel of that name; a channel without a name has none to end in.
  func contains(_ path: String, name: String?) -> Bool {
    isExact ? containsExactly(path.utf8, name: name?.utf8) : containsRoughly(path.utf8, name: name?.utf8)
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
    let number = folder.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    let rest = folder.dropFirst(number.count)
    return beginsWithDomain(folder) || !number.isEmpty && rest.first == .hyphen && rest.count > 1
  }

  /// The older libvirt's expression has two alternatives that are not grouped: the first lacks the end, so that
  /// FOLDER/X.anything matches, and the second the beginning, so that it matches in any folder.
  private func containsRoughly(_ path: String.UTF8View, name: String.UTF8View?) -> Bool {
    if path.starts(with: targetFolder.utf8), path.dropFirst(targetFolder.utf8.count).beginsWithDotted { return true }
    let folders = path.split(separator: .slash, omittingEmptySubsequences: false).dropLast()
    guard let name else { return folders.contains(where: Self.holdsDomain) }
    guard path[...].ends(with: name), path.dropLast(name.count).last == .slash else { return false }
    return path.dropLast(name.count + 1).split(separator: .slash).last.map(Self.holdsDomain) ?? false
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
