/// Gives names their ids. libxml2 keeps one copy of each name, so its address stands for the name and no text is compared.
///
/// An entry stays as long as the parser's dictionary; an id beyond the vocabulary is good for one document only.
struct NameTable {
  private struct Entry {
    var local: UInt = 0
    var prefix: UInt = 0
    var id: Int32 = 0
    var document: UInt32 = 0
  }

  /// The names of the document being read that the vocabulary does not have.
  private(set) var names: [String] = []
  private let vocabulary: XMLVocabulary
  private var document: UInt32 = 0
  private var entries = [Entry](repeating: Entry(), count: 256)
  private var used = 0

  init(_ vocabulary: XMLVocabulary) { self.vocabulary = vocabulary }

  /// Forgets the last document's own names.
  mutating func beginDocument() {
    names.removeAll()
    document &+= 1
  }

  /// A name as it is written.
  func text(of id: Int32) -> String {
    id < vocabulary.count ? vocabulary.names[Int(id)] : names[Int(id) - vocabulary.count]
  }

  /// The id of a name from libxml2's dictionary.
  mutating func id(local: UnsafePointer<UInt8>, prefix: UnsafePointer<UInt8>?) -> Int32 {
    let (localAddress, prefixAddress) = (UInt(bitPattern: local), UInt(bitPattern: prefix))
    let index = slot(localAddress, prefixAddress)
    let entry = entries[index]
    if entry.local != 0, entry.id < vocabulary.count || entry.document == document { return entry.id }
    let id = newID(for: unsafe qualifiedName(local, prefix))
    entries[index] = Entry(local: localAddress, prefix: prefixAddress, id: id, document: document)
    if entry.local == 0 { growIfNeeded() }
    return id
  }

  private func slot(_ local: UInt, _ prefix: UInt) -> Int {
    let mask = entries.count - 1
    var index = Int(truncatingIfNeeded: (local &+ prefix &* 31) &* 0x9E37_79B9_7F4A_7C15 >> 32) & mask
    while entries[index].local != 0, entries[index].local != local || entries[index].prefix != prefix {
      index = (index + 1) & mask
    }
    return index
  }

  private mutating func newID(for name: String) -> Int32 {
    if let known = vocabulary.ids[name] { return known }
    names.append(name)
    return Int32(vocabulary.count + names.count - 1)
  }

  private mutating func growIfNeeded() {
    used += 1
    guard used * 2 > entries.count else { return }
    let old = entries
    entries = [Entry](repeating: Entry(), count: old.count * 2)
    for entry in old where entry.local != 0 { entries[slot(entry.local, entry.prefix)] = entry }
  }

  private func qualifiedName(_ local: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?) -> String {
    let localName = unsafe String(cString: local)
    guard let prefix = unsafe prefix else { return localName }
    return unsafe String(cString: prefix) + ":" + localName
  }
}
