import SourceText
import Testing

/// A small dictionary is a dictionary, whether its entries are in a list or not.
@Suite struct SmallDictionaryTests {
  @Test(arguments: [0, 1, 8, 9, 10, 100]) func holdsWhatADictionaryHolds(count: Int) {
    var dictionary = SmallDictionary<String, Int>()
    for number in 0..<count { dictionary.updateValue(number, forKey: "\(number)") }
    for number in 0..<count where number.isMultiple(of: 3) { dictionary.updateValue(-number, forKey: "\(number)") }
    #expect(dictionary.count == count)
    #expect(dictionary.keys == (0..<count).map(String.init))
    #expect(dictionary.values == (0..<count).map { $0.isMultiple(of: 3) ? -$0 : $0 })
    #expect((0..<count).allSatisfy { dictionary["\($0)"] == ($0.isMultiple(of: 3) ? -$0 : $0) })
    #expect(dictionary["\(count)"] == nil)
  }
}
