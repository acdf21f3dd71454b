internal import DomainModel
internal import Files
internal import LibvirtHost
internal import LintRules
internal import Reports
internal import SourceText
internal import XMLTree

/// How the files of a run are fixed.
struct FixPlan: Sendable {
  private(set) var check: CheckPlan
  let loop: FixLoop
  /// Whether files are changed; a diff is made otherwise.
  let writes: Bool
  /// Whether files that libvirt manages are changed too, and domains are defined that libvirt's schema refuses.
  let isForced: Bool
  /// How the diff is shown; nil when it must be exact.
  let shownStyle: TextStyle?
  /// Whether domains of a libvirt are named, not all of it.
  let namesDomains: Bool
  /// What remains is reported so, where files are changed.
  let report: any Report

  /// The same for files that are checked by another plan.
  func checking(by check: CheckPlan) -> FixPlan {
    var plan = self
    plan.check = check
    return plan
  }

  /// Fixes one input.
  func fix(_ input: Input, with linter: inout Linter) -> FixedFile {
    do throws(FileError) {
      if Interruption.isRequested { return .notReached }
      if writes, case .domain(let raw, let domain) = input { return try define(domain, raw, input, with: &linter) }
      guard writes, let path = input.path else {
        return fix(input, try input.read(limit: check.limit), with: &linter).outcome
      }
      let edit = try FileEdit(path, limit: check.limit)
      let (outcome, new) = fix(input, edit.content, with: &linter)
      if new != edit.content {
        let refusal = LibvirtFile.refusal(of: path, at: edit.realPath, holding: edit.content)
        if let refusal, !isForced { throw refusal }
        try edit.replace(with: new)
      }
      return outcome
    } catch {
      return .unreadable(error)
    }
  }

  /// Fixes a domain of a libvirt and defines it.
  private func define(
    _ domain: HostDomain, _ raw: [UInt8], _ input: Input, with linter: inout Linter
  ) throws(FileError) -> FixedFile {
    let (outcome, new) = fix(input, raw, with: &linter)
    guard case .fixed(let left, let fixes, _, let remaining) = outcome else { return outcome }
    let definition = new == raw ? nil : try check.host?.define(new, insteadOf: raw, for: domain, isForced: isForced)
    let line = definition?.line(for: domain) ?? ""
    return .fixed(left, fixes: fixes, output: Array(line.utf8), remaining: remaining)
  }

  /// Refuses a domain of another driver if it or its file was named explicitly; skips it if it was found in a directory or on a host.
  private func refuse(_ input: Input, _ driver: DomainDriver, _ type: String) -> FixedFile {
    switch input {
    case .domain where namesDomains: .unreadable(FileError(input.name, driver.refusal ?? ""))
    case .found, .domain: .skipped(domainType: type)
    case .bytes, .named: .unreadable(FileError(input.name, driver.refusal ?? ""))
    }
  }

  /// Fixes the content of an input.
  /// - Returns: what became of it, and its new content.
  private func fix(
    _ input: Input, _ raw: [UInt8], with linter: inout Linter
  ) -> (outcome: FixedFile, content: [UInt8]) {
    let file = SourceFile.decodingAnything(name: input.name, raw)
    let result = loop.fix(file, with: &linter)
    if case .other(let type) = result.left.driver { return (refuse(input, result.left.driver, type), raw) }
    if let refusal = result.left.domain?.refusal { return (.unreadable(FileError(input.name, refusal)), raw) }
    guard result.left.concerns(input) else { return (.skipped(domainType: nil), raw) }
    let (left, fixes, fixed) = (result.left.diagnostics, result.fixes.count, result.file)
    let remaining = writes ? report.section(for: FileFindings(left, in: fixed)) : ""
    // The document is several times the text, and is done with.
    _ = consume result
    let new = fixed.bytes == file.bytes ? raw : file.encoded(fixed.bytes)
    let output = !writes ? diff(raw, file, fixed) : input.path == nil ? new : []
    return (.fixed(left, fixes: fixes, output: output, remaining: remaining), new)
  }

  /// The difference between the files' bytes, or between their texts where no line of the bytes could be read.
  private func diff(_ raw: [UInt8], _ old: SourceFile, _ new: SourceFile) -> [UInt8] {
    let isReadable = shownStyle == nil && !raw.contains(0)
    let diff =
      isReadable
      ? UnifiedDiff(path: old.name, old: raw, new: old.encoded(new.bytes))
      : UnifiedDiff(path: old.name, old: old.bytes, new: new.bytes)
    return diff.bytes(shownStyle ?? TextStyle(), shown: shownStyle != nil)
  }
}

/// What became of one input.
enum FixedFile: Sendable {
  /// What is left to find, how many fixes were applied, what goes to standard output, and the report of what is left.
  case fixed([Diagnostic], fixes: Int, output: [UInt8], remaining: String)
  /// The file is not domain XML, or is a domain of a driver other than QEMU, with this type.
  case skipped(domainType: String?)
  /// The file was not reached because a signal ended the run.
  case notReached
  /// The file cannot be read or written.
  case unreadable(FileError)
}
