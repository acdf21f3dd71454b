internal import SourceText

/// The ranges that the fixes of a round edit, in order. Of edits that join, such as many elements that are moved to one place, only the
/// first is kept.
struct EditedRanges {
  private struct RuleEdit {
    let edit: TextEdit
    let rule: RuleID
  }

  private let file: SourceFile
  private var edits: [RuleEdit] = []
  /// The elements that are inserted.
  private var insertions: Set<TextEdit> = []

  init(in file: SourceFile) { self.file = file }

  /// Adds all edits of a rule's fix or, when one of them conflicts with an earlier one, none.
  mutating func take(_ new: [TextEdit], of rule: RuleID) -> Bool {
    // An element that is moved is another one than an equal one that is moved there, too.
    let moves = new.contains(where: removesElement)
    guard moves || insertions.isDisjoint(with: new), new.allSatisfy({ isFree(RuleEdit(edit: $0, rule: rule)) }) else {
      return false
    }
    for edit in new {
      keep(RuleEdit(edit: edit, rule: rule))
      if edit.insertsElement, !moves { insertions.insert(edit) }
    }
    return true
  }

  private mutating func keep(_ new: RuleEdit) {
    let index = index(of: new.edit)
    let isKept = edits[index...].prefix { $0.edit.range == new.edit.range }.contains { joins($0, new) }
    if !isKept { edits.insert(new, at: index) }
  }

  /// Whether the neighbors leave room. An insertion may touch a replacement that begins at the same offset, so the
  /// two before and the two after are checked.
  private func isFree(_ new: RuleEdit) -> Bool {
    let index = index(of: new.edit)
    return edits[max(0, index - 2)..<min(edits.count, index + 2)].allSatisfy { other in
      joins(other, new) || !other.edit.conflicts(with: new.edit) && !shareTag(other.edit, new.edit)
    }
  }

  private func removesElement(_ edit: TextEdit) -> Bool {
    edit.replacement.isEmpty && file.bytes[edit.range.lowerBound..<edit.range.upperBound].contains(UInt8(ascii: "<"))
  }

  /// Whether both insert elements at one offset for one rule, such as the controllers that are missing.
  private func joins(_ a: RuleEdit, _ b: RuleEdit) -> Bool {
    a.rule == b.rule && a.edit.range == b.edit.range && a.edit.insertsElement && b.edit.insertsElement
  }

  /// Whether both edit one tag: two fixes may each give it the same attribute.
  private func shareTag(_ a: TextEdit, _ b: TextEdit) -> Bool {
    let (first, second) = a.range < b.range ? (a.range, b.range) : (b.range, a.range)
    return !file.bytes[first.lowerBound..<max(first.lowerBound, second.lowerBound)].contains(UInt8(ascii: ">"))
  }

  private func index(of edit: TextEdit) -> Int {
    edits.partitioningIndex { $0.edit.range >= edit.range }
  }
}

extension TextEdit {
  fileprivate var insertsElement: Bool { range.isEmpty && replacement.utf8.contains(UInt8(ascii: "<")) }
}
