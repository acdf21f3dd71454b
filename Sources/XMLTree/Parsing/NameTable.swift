/// Assigns ids to names. libxml2 keeps one copy of each name, so its address identifies the name and no text is
/// compared.
///
/// An entry is valid as long as libxml2's dictionary; an id beyond the vocabulary is valid for one document only.
@safe struct NameTable {
  private struct Entry {
    var local: UInt = 0
    var prefix: UInt = 0
    var id: Int32 = 0
    /// The index in `texts` of a name that is not in the vocabulary.
    var text: Int32 = 0
    /// The document the id is good for, from 1; ``always`` for a name of the vocabulary.
    var document: UInt64 = 0
  }

  private static let always = UInt64.max

  /// The names of the document being read that the vocabulary does not have.
  private(set) var names: [String] = []
  let vocabulary: XMLVocabulary
  private var texts: [String] = []
  private var document: UInt64 = 0
  private var entries = [Entry](repeating: Entry(), count: 256)
  private var used = 0

  init(_ vocabulary: XMLVocabulary) { self.vocabulary = vocabulary }

  /// Forgets the last document's own names.
  mutating func beginDocument() {
    names = []
    names.reserveCapacity(32)
    document += 1
  }

  /// The id of a name from libxml2's dictionary.
  mutating func id(local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?) -> Int32 {
    let index = slot(UInt(bitPattern: local), UInt(bitPattern: prefix))
    let entry = entries[index]
    if entry.document == document || entry.document == Self.always { return entry.id }
    if entry.document == 0 { return unsafe insert(local, prefix, at: index) }
    return name(at: index, texts[Int(entry.text)])
  }

  /// A name as it is written.
  func text(of id: Int32) -> String {
    id < vocabulary.count ? vocabulary.names[Int(id)] : names[Int(id) - vocabulary.count]
  }

  private func slot(_ local: UInt, _ prefix: UInt) -> Int {
    let mask = entries.count - 1
    let hash = (local &+ prefix &* 31) &* 0x9E37_79B9_7F4A_7C15
    var index = Int(truncatingIfNeeded: hash >> 40) & mask
    while entries[index].local != local || entries[index].prefix != prefix, entries[index].document != 0 {
      index = (index + 1) & mask
    }
    return index
  }

  /// A name seen before, but not in this document.
  private mutating func name(at index: Int, _ text: String) -> Int32 {
    let id = Int32(vocabulary.count + names.count)
    names.append(text)
    entries[index].id = id
    entries[index].document = document
    return id
  }

  private mutating func insert(
    _ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, at index: Int
  ) -> Int32 {
    defer { growIfNeeded() }
    entries[index].local = UInt(bitPattern: local)
    entries[index].prefix = UInt(bitPattern: prefix)
    let text = unsafe qualifiedName(local, prefix)
    if let known = vocabulary.id(of: text) {
      entries[index].id = Int32(known)
      entries[index].document = Self.always
      return Int32(known)
    }
    entries[index].text = Int32(texts.count)
    texts.append(text)
    return name(at: index, text)
  }

  private func qualifiedName(_ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?) -> String {
    let localName = unsafe String(cString: local)
    guard let prefix = unsafe prefix else { return localName }
    return unsafe String(cString: prefix) + ":" + localName
  }

  private mutating func growIfNeeded() {
    used += 1
    guard used * 2 > entries.count else { return }
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.document != 0 { entries[slot(entry.local, entry.prefix)] = entry }
  }
}
