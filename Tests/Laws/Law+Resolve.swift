import VirtChannel

extension Law {
  /// What libvirt fills in is filled in once: resolving what was resolved changes nothing, and every map can be drawn.
  static let resolve = Law("resolve", corpus: "domains") { input throws(LawViolation) in
    for versions in Versions.watched {
      guard let resolved = Acceptance.resolved(.any(input), versions) else { continue }
      let file = resolved.domain.document.file
      for edit in resolved.edits { try Positions(in: file).check(edit.range, "an edit") }
      let text = resolved.edits.applied(to: file)
      guard let again = Acceptance.resolved(file.replacing(text), versions) else {
        throw LawViolation("what \(versions.libvirt) resolved it refuses: \(String(decoding: text, as: UTF8.self))")
      }
      try expect(again.edits.applied(to: again.domain.document.file) == text, "resolving twice is not resolving once")
      try MapLaw(ChannelMap(resolved)).check()
    }
  }
}

/// What libvirt would not refuse.
enum Acceptance {
  /// The resolved domain of a text that holds one and that libvirt takes.
  static func resolved(_ file: SourceFile, _ versions: Versions) -> ResolvedDomain? {
    guard file.encoding != .binary else { return nil }
    var linter = Linter(versions: versions)
    let result = linter.lint(file)
    guard result.document.problems.isEmpty, result.refusals.isEmpty else { return nil }
    return result.domain.map { Resolver(versions).resolve($0) }
  }
}

extension Versions {
  /// Those that the laws are checked for: the newest, and an old one that spells most things otherwise.
  static let watched = [Versions.newest, Versions(libvirt: Version(7, 0), qemu: Version(5, 2))]
}

extension SourceFile {
  /// The file with another text.
  func replacing(_ text: [UInt8]) -> SourceFile { SourceFile(name: name, bytes: text, encoding: encoding) }
}
