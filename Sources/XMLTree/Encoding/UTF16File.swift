/// Text in UTF-16, as a file has it.
struct UTF16File {
  /// The byte order mark, if there is one.
  let mark: [UInt8]
  let isLittleEndian: Bool

  /// The text as UTF-8; surrogates that do not pair and half a code unit at the end are problems.
  func decode(_ raw: [UInt8]) throws(XMLProblem) -> [UInt8] {
    let offsets = stride(from: mark.count, to: raw.count - 1, by: 2)
    let units = offsets.map { codeUnit(raw[$0], raw[$0 + 1]) }
    if let index = firstUnpaired(in: units) { throw .unpairedSurrogate(at: mark.count + 2 * index) }
    if raw.count % 2 == 1 { throw .halfCodeUnit(at: raw.count - 1) }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The bytes of a file with this text.
  func encode(_ utf8: [UInt8]) -> [UInt8] {
    var result = mark
    result.reserveCapacity(2 * utf8.count + 2)
    for unit in String(decoding: utf8, as: UTF8.self).utf16 {
      let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
      result.append(isLittleEndian ? low : high)
      result.append(isLittleEndian ? high : low)
    }
    return result
  }

  private func codeUnit(_ first: UInt8, _ second: UInt8) -> UInt16 {
    let (low, high) = isLittleEndian ? (first, second) : (second, first)
    return UInt16(high) << 8 | UInt16(low)
  }

  private func firstUnpaired(in units: [UInt16]) -> Int? {
    var awaitsTrail = false
    for (index, unit) in units.enumerated() {
      if UTF16.isTrailSurrogate(unit) != awaitsTrail { return awaitsTrail ? index - 1 : index }
      awaitsTrail = UTF16.isLeadSurrogate(unit)
    }
    return awaitsTrail ? units.count - 1 : nil
  }
}
