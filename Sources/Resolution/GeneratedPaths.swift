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
    isExact = versions.have(.runtimeChannelPaths)
  }

  /// Whether a path is one of libvirt's own for a channel of that name; a channel without a name has none to end in.
  func contains(_ path: String, name: String?) -> Bool {
    isExact ? containsExactly(path, name: name) : containsRoughly(path, name: name)
  }

  /// FOLDER/DOMAIN.NAME, FOLDER/domain-DOMAIN/NAME or FOLDER/ID-DOMAIN/NAME.
  private func containsExactly(_ path: String, name: String?) -> Bool {
    folders.contains { folder in
      guard path.hasPrefix(folder) else { return false }
      let rest = path.dropFirst(folder.count)
      guard let name else { return rest.beginsWithDotted || rest.beginsWithFolder(Self.isOfDomain) }
      guard rest.hasSuffix(name) else { return false }
      let middle = rest.dropLast(name.count)
      return middle.isDotted || middle.isFolder(Self.isOfDomain)
    }
  }

  private static func isOfDomain(_ folder: Substring) -> Bool {
    let number = folder.prefix { "0"..."9" ~= $0 }
    let rest = folder.dropFirst(number.count)
    return folder.count > 7 && folder.hasPrefix("domain-") || !number.isEmpty && rest.first == "-" && rest.count > 1
  }

  /// The older libvirt's expression has two alternatives that are not grouped: the first lacks the end, so that
  /// FOLDER/X.anything matches, and the second the beginning, so that it matches in any folder.
  private func containsRoughly(_ path: String, name: String?) -> Bool {
    if path.hasPrefix(targetFolder), path.dropFirst(targetFolder.count).beginsWithDotted { return true }
    let folders = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    guard let name else { return folders.contains(where: Self.holdsDomain) }
    guard path.hasSuffix(name), path.dropLast(name.count).hasSuffix("/") else { return false }
    return path.dropLast(name.count + 1).split(separator: "/").last.map(Self.holdsDomain) ?? false
  }

  private static func holdsDomain(_ folder: Substring) -> Bool {
    folder.indices.contains { folder[$0...].hasPrefix("domain-") && folder[$0...].count > 7 }
  }
}

extension Substring {
  /// `X.`
  fileprivate var isDotted: Bool { count > 1 && last == "." && !contains("/") }

  /// `X/` where X is as asked.
  fileprivate func isFolder(_ isSuch: (Substring) -> Bool) -> Bool {
    last == "/" && !dropLast().contains("/") && isSuch(dropLast())
  }

  /// `X.` with anything behind it.
  fileprivate var beginsWithDotted: Bool { prefix { $0 != "/" }.dropFirst().contains(".") }

  /// `X/` with anything behind it.
  fileprivate func beginsWithFolder(_ isSuch: (Substring) -> Bool) -> Bool {
    guard let end = firstIndex(of: "/") else { return false }
    return isSuch(self[..<end])
  }
}
