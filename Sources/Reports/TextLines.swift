/// The lines of a text, each with the line feed that ends it.
struct TextLines: RandomAccessCollection, Sendable {
  private let text: [UInt8]
  /// Where each line ends.
  private let ends: [Int]

  init(_ text: [UInt8]) {
    self.text = text
    let ends = text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
    self.ends = ends.last ?? 0 == text.count ? ends : ends + [text.count]
  }

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }

  subscript(number: Int) -> ArraySlice<UInt8> { text[(number > 0 ? ends[number - 1] : 0)..<ends[number]] }
}
